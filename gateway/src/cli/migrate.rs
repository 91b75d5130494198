//! `hei migrate`

use std::process::ExitCode;

use super::{Ended, say};
use crate::{config::Config, process};

/// Brings the schema up to date; done again, it changes nothing.
pub async fn migrate(config: Config) -> Ended {
    process::migrate(&config).await?;
    say("The database is up to date.");
    Ok(ExitCode::SUCCESS)
}
