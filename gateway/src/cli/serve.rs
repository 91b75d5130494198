//! `hei serve`

use std::process::ExitCode;

use axum::Router;
use kernel::Clock;

use super::Ended;
use crate::{config::Config, explorer, logging, process};

/// Until it is told to stop; what was accepted by then is finished.
pub async fn serve(config: Config) -> Ended {
    let stop = process::told_to_stop()?;
    logging::start(&config);
    let settings = process::settings(&config)?;
    let clock = Clock::system();
    let secret = process::secret(&config).await?;
    process::migrate(&config).await?;
    let db = process::open(&config, &secret, &clock).await?;
    let listener = process::listen(config.listen).await?;
    let server = process::server(&config, settings, db, clock, secret)?;
    let more = if config.explorer { explorer::router(&[]) } else { Router::new() };
    tracing::info!(
        address = %listener.local_addr().map_err(|error| error.to_string())?,
        database = crate::config::without_password(&config.database_url),
        mails = process::mails_go_to(&config),
        "hei serves"
    );
    Box::pin(process::run(&config, server, listener, more, stop)).await?;
    Ok(ExitCode::SUCCESS)
}
