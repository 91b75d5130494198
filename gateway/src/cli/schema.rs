//! `hei schema`

use std::{path::PathBuf, process::ExitCode};

use async_graphql::SDLExportOptions;
use clap::Args;
use kernel::{Clock, Secret};

use super::{Ended, Failure, say};
use crate::{
    config::Config,
    drift::{Drift, Weight},
    http::Server,
    process,
    roles::SchemaRole,
    sdl,
};

/// Which schema, and what to do with it.
#[derive(Args, Debug)]
pub struct Options {
    /// Print what this role's introspection shows
    #[arg(long, value_enum)]
    role: Option<SchemaRole>,
    /// Print how the schema differs from this file; ends with 1 if it does
    #[arg(long, value_name = "FILE", conflicts_with = "role")]
    check: Option<PathBuf>,
}

/// Needs neither a database nor settings.
pub async fn schema(options: Options) -> Ended {
    let server = unreachable_server()?;
    match (options.role, options.check) {
        (Some(role), _) => {
            let answer = server.introspect(role.viewer(), sdl::QUERY).await;
            let answer = serde_json::to_value(&answer).map_err(|error| error.to_string())?;
            say(&sdl::of(&answer));
            Ok(ExitCode::SUCCESS)
        }
        (None, Some(file)) => {
            let kept = std::fs::read_to_string(&file);
            let kept = kept.map_err(|error| format!("{}: {error}", file.display()))?;
            compare(&kept, &whole(&server))
        }
        (None, None) => {
            say(&whole(&server));
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Everything there is, in the order of the names: what stands in `schema.graphql`.
fn whole(server: &Server) -> String {
    let options = SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items()
        .include_specified_by()
        .use_space_ident()
        .indent_width(2);
    server.sdl(options).trim().to_owned() + "\n"
}

fn compare(kept: &str, now: &str) -> Ended {
    let changes = Drift::between(kept, now)?.0;
    if kept == now {
        say("The schema is as it was.");
        return Ok(ExitCode::SUCCESS);
    }
    for weight in [Weight::Breaking, Weight::Dangerous, Weight::Safe] {
        for change in changes.iter().filter(|change| change.weight == weight) {
            say(&format!("{weight}: {}", change.what));
        }
    }
    if changes.is_empty() {
        say("safe: descriptions, order or layout changed");
    }
    say("The schema is not the one in the file: if it is meant to be, `hei schema > FILE`.");
    Ok(ExitCode::FAILURE)
}

/// One whose database is empty and in memory, and which is never asked for rows.
fn unreachable_server() -> Result<std::sync::Arc<Server>, Failure> {
    let config = Config { database_url: "sqlite::memory:".into(), ..Config::default() };
    let settings = process::settings(&config)?;
    let db = crate::database::open(&config.database_url, 1).map_err(|error| error.to_string())?;
    process::server(&config, settings, db, Clock::system(), Secret::new([0; Secret::bytes()]))
}
