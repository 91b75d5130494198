use std::net::IpAddr;

use feedback::anonymous::Pace;

use crate::{budget::Budgets, document::Limits};

/// What a process is told at its start.
pub struct Settings {
    pub limits: Limits,
    pub budgets: Budgets,
    /// Whether queries may come by GET.
    pub get_requests: bool,
    /// Sites whose pages may ask.
    pub origins: Vec<String>,
    /// Proxies that say where a request came from.
    pub trusted_proxies: Vec<IpAddr>,
    /// Bytes of directories that are kept in memory.
    pub directory_bytes: u64,
    /// Requests in work at once.
    pub at_once: usize,
    /// Where only documents from a list are taken: hash and text.
    pub trusted_documents: Option<Vec<String>>,
    /// When what was written without a name is delivered.
    pub anonymous_pace: Pace,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            budgets: Budgets::default(),
            get_requests: true,
            origins: vec![],
            trusted_proxies: vec![],
            directory_bytes: 256 * 1024 * 1024,
            at_once: 256,
            trusted_documents: None,
            anonymous_pace: Pace::Daily,
        }
    }
}
