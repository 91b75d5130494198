//! `hei check-config`

use std::process::ExitCode;

use super::{Ended, say};
use crate::config::Config;

/// Prints what is in force, as the file would say it.
#[expect(clippy::unnecessary_wraps, reason = "it ends as the other commands do")]
pub fn check_config(config: &Config) -> Ended {
    say(&config.shown());
    Ok(ExitCode::SUCCESS)
}
