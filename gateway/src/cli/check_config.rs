//! `hei check-config`

use std::process::ExitCode;

use super::{Ended, say};
use crate::{config::Config, process};

/// Prints what is in force, as the file would say it, if a server could start with it.
pub fn check_config(config: &Config) -> Ended {
    process::settings(config)?;
    say(&config.shown());
    Ok(ExitCode::SUCCESS)
}
