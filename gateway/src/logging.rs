//! What the process writes about itself: to standard error, never with content or secrets.

use tracing_subscriber::{filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::Config;

/// Once, at the start of the process.
pub fn start(config: &Config) {
    // The configuration was checked before.
    let targets: Targets = config.log.parse().unwrap_or_default();
    let registry = tracing_subscriber::registry().with(targets);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    if config.log_format == "json" {
        registry.with(lines.json()).init();
    } else {
        registry.with(lines.with_ansi(false)).init();
    }
}
