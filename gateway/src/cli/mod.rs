//! The command line. Whatever goes wrong is told in one line on standard error, and the
//! process ends with 2.

mod check_config;
mod create_operator;
mod import_directory;
mod migrate;
mod say;
mod schema;
mod serve;
mod settings;

use std::{ffi::OsString, process::ExitCode};

use clap::{Parser, Subcommand, error::ErrorKind};

pub use self::{say::say, settings::Settings};
use crate::demo;

/// HEI, Human Engagement Interactions: people give each other feedback over a GraphQL API.
///
/// Settings come from a file, the environment and flags; each overrules the one before it. A
/// setting `some_key` of the file is `HEI_SOME_KEY` in the environment and the flag `--some-key`.
#[derive(Debug, Parser)]
#[command(name = "hei", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API; a database file is made if there is none, and brought up to date
    Serve(Settings),
    /// Serve a small world of made-up people, with a token for each of them
    Demo(demo::Options),
    /// Bring the database's schema up to date, and no more
    Migrate(Settings),
    /// Print the schema, whole or as one role sees it, or tell how it differs from a file
    Schema(schema::Options),
    /// Make a person who runs the service, and print a link to choose a password
    CreateOperator(create_operator::Options),
    /// Compare a company's directory with a CSV file, and bring it in
    ImportDirectory(import_directory::Options),
    /// Print the settings in force, without secrets
    CheckConfig(Settings),
}

/// Why a command was given up, in one line.
pub type Failure = String;

/// How a command ended.
pub type Ended = Result<ExitCode, Failure>;

/// Runs what the arguments ask for, to its end.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let ended = match Cli::try_parse_from(arguments) {
        Ok(Cli { command }) => perform(command),
        Err(error) if !error.use_stderr() => {
            say(&error.to_string());
            return ExitCode::SUCCESS;
        }
        Err(error) => Err(misunderstood(&error)),
    };
    ended.unwrap_or_else(|failure| {
        say::complain(&failure);
        ExitCode::from(2)
    })
}

fn perform(command: Command) -> Ended {
    match command {
        Command::Serve(settings) => in_time(serve::serve(settings.load()?)),
        Command::Demo(options) => in_time(demo::run(options)),
        Command::Migrate(settings) => in_time(migrate::migrate(settings.load()?)),
        Command::Schema(options) => in_time(schema::schema(options)),
        Command::CreateOperator(options) => in_time(create_operator::create_operator(options)),
        Command::ImportDirectory(options) => in_time(import_directory::import_directory(options)),
        Command::CheckConfig(settings) => check_config::check_config(&settings.load()?),
    }
}

/// Of a thread, in bytes: the deepest documents are answered on half of it, even unoptimised.
const STACK: usize = 4 << 20;

fn in_time(work: impl Future<Output = Ended>) -> Ended {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.enable_all().thread_stack_size(STACK).build();
    runtime.map_err(|error| format!("cannot start: {error}"))?.block_on(work)
}

/// The first sentence of what the parser has to say.
fn misunderstood(error: &clap::Error) -> Failure {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return "a command is missing: `hei help` lists them".into();
    }
    let told = error.to_string();
    let first = told.split("\n\n").next().unwrap_or_default();
    first.trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_in_order() {
        Cli::command().debug_assert();
    }
}
