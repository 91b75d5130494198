//! A flag for each setting.

use std::path::PathBuf;

use clap::Args;

use super::Failure;
use crate::config::{Config, Flags};

macro_rules! settings {
    ($($(#[$doc:meta])* $key:ident = $value:literal $(, $default:literal)?;)*) => {
        /// What can be set.
        #[derive(Args, Clone, Debug, Default)]
        #[command(next_help_heading = "Settings")]
        pub struct Settings {
            /// The file of settings; without it `hei.toml`, if there is one
            #[arg(long, value_name = "FILE")]
            config: Option<PathBuf>,
            $(
                $(#[$doc])*
                #[arg(long, value_name = $value $(, num_args = 0..=1, default_missing_value = $default)?)]
                $key: Option<String>,
            )*
        }

        impl Settings {
            /// Those that were given.
            pub fn flags(&self) -> Flags {
                let mut flags = Flags::new();
                $(
                    if let Some(text) = &self.$key {
                        flags.insert(stringify!($key), text.clone());
                    }
                )*
                flags
            }
        }

        #[cfg(test)]
        const KEYS: &[&str] = &[$(stringify!($key)),*];
    };
}

settings! {
    /// `sqlite:FILE` or `postgres://USER@HOST/NAME`
    database_url = "URL";
    /// Connections to the database, 1 to 500
    connections = "NUMBER";
    /// Where to listen; port 0 picks a free one
    listen = "ADDRESS:PORT";
    /// Where to serve `/metrics`
    metrics = "ADDRESS:PORT";
    /// The address that people open; links in mails begin with it
    public_url = "URL";
    /// The file of the deployment's secret; made if there is none
    key_file = "FILE";
    /// `smtp://USER:PASSWORD@HOST:PORT`; without it mails are written to the mail folder
    smtp_url = "URL";
    /// Where mails are written if there is no SMTP server
    mail_folder = "FOLDER";
    /// Whom mails are from
    mail_from = "NAME <ADDRESS>";
    /// Whether to serve `/explorer`
    explorer = "true|false", "true";
    /// Whether queries may come by GET
    get_requests = "true|false", "true";
    /// Sites whose pages may ask, separated by commas
    origins = "ORIGINS";
    /// Proxies whose `x-forwarded-for` counts, separated by commas
    trusted_proxies = "ADDRESSES";
    /// A JSON file of the only documents to take
    operations = "FILE";
    /// Memory for names, units and managers, 1 to 65536
    directory_mib = "MIB";
    /// Requests in work at once, 1 to 10000
    at_once = "NUMBER";
    /// Memory of a password's hash, at least 19456
    hash_kib = "KIB";
    /// Whether to deliver at once what is written without a name; for a demonstration
    anonymous_at_once = "true|false", "true";
    /// What to log: `info`, or `hei=debug,info`
    log = "LEVELS";
    /// How to log: `text` or `json`
    log_format = "FORMAT";
    /// Limits of documents, as in the file: `depth = 10`
    limits = "TABLE";
    /// How much may be asked in a while, as in the file: `person_burst = 4000`
    budgets = "TABLE";
}

impl Settings {
    /// What is in force: these over the environment over the file.
    pub fn load(&self) -> Result<Config, Failure> {
        self.load_over(Flags::new())
    }

    /// The same, where some have a value of their own unless a flag says otherwise.
    pub fn load_over(&self, mut flags: Flags) -> Result<Config, Failure> {
        flags.extend(self.flags());
        Config::load(self.config.as_deref(), std::env::vars(), &flags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_has_a_flag() {
        let mut keys = KEYS.to_vec();
        let mut known: Vec<_> = crate::config::keys().collect();
        keys.sort_unstable();
        known.sort_unstable();
        assert_eq!(keys, known);
    }
}
