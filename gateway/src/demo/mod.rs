//! `hei demo`: a small world of made-up people to try everything on.

mod asking;
mod candidate;
mod cast;
mod company;
mod folder;
mod others;
mod people;
mod plot;
mod questionnaires;
mod story;
mod tell;
mod tokens;
mod unnamed;
mod words;
mod world;

use std::{path::PathBuf, process::ExitCode};

use clap::Args;
use kernel::Clock;

use self::{folder::Folder, tokens::Lent};
use crate::{
    cli::{Ended, Failure, Settings, say},
    config::{Config, Flags},
    explorer, logging, process,
};

/// Where the demo is, and how it says so.
#[derive(Args, Debug)]
pub struct Options {
    /// The port to listen on; 0 picks a free one
    #[arg(long, default_value_t = 8000, value_parser = port, conflicts_with = "listen")]
    port: u16,
    /// Keep the database and the mails in this folder; else they are gone at the end
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// Print the address, the tokens and the organisations as one line of JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    settings: Settings,
}

fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "0 to 65535 is allowed".to_owned())
}

/// Until it is told to stop.
pub async fn run(options: Options) -> Ended {
    let stop = process::told_to_stop()?;
    let mut stop = std::pin::pin!(stop);
    let folder = Folder::open(options.data.as_deref())?;
    let mut config = configured(&options, &folder)?;
    logging::start(&config);
    let listener = process::listen(config.listen).await?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    if !options.settings.flags().contains_key("public_url") {
        config.public_url = format!("http://{address}");
    }
    let settings = process::settings(&config)?;
    let secret = process::secret(&config).await?;
    let cast = tokio::select! {
        cast = folder.cast(&config, &secret) => cast?,
        () = &mut stop => return Ok(ExitCode::SUCCESS),
    };
    let clock = Clock::system();
    let db = process::open(&config, &secret, &clock).await?;
    let server = process::server(&config, settings, db, clock, secret)?;
    let lent = Lent::to(&server.own_call(), &cast).await?;
    let told = tell::Told { config: &config, cast: &cast, lent: &lent, address };
    let more =
        if config.explorer { explorer::router(&told.personas()) } else { axum::Router::new() };
    say(&if options.json { told.json() } else { told.text() });
    let living = tokio::spawn(lent.clone().live(server.own_call()));
    let own = server.own_call();
    let end = async {
        stop.await;
        living.abort();
        lent.end(&own).await;
    };
    Box::pin(process::run(&config, server, listener, more, end)).await?;
    Ok(ExitCode::SUCCESS)
}

/// The demo has a place of its own for everything, and sends nothing to anybody; what is set
/// by a flag holds nevertheless.
fn configured(options: &Options, folder: &Folder) -> Result<Config, Failure> {
    let mut flags = Flags::from([
        ("database_url", folder.database_url()),
        ("key_file", folder.path("hei.key")),
        ("mail_folder", folder.path("mail")),
        ("listen", format!("127.0.0.1:{}", options.port)),
        ("explorer", "true".to_owned()),
        ("anonymous_at_once", "true".to_owned()),
    ]);
    if std::env::var_os("HEI_LOG").is_none() {
        flags.insert("log", "warn".to_owned());
    }
    let mut config = options.settings.load_over(flags)?;
    if !options.settings.flags().contains_key("smtp_url") {
        config.smtp_url = None;
    }
    Ok(config)
}
