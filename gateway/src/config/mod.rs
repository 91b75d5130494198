//! What the process is told: by a file, over it by the environment, over that by flags.

mod check;

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{budget::Budgets, document::Limits};

pub use self::check::check;

/// Everything that can be set, with its default. In the file a key stands by its name, in the
/// environment as `HEI_` and the name in capitals, as a flag with dashes.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// `sqlite:…` or `postgres://…`.
    pub database_url: String,
    /// Connections to the database, 1 to 500.
    pub connections: usize,
    /// Where to listen; port 0 picks a free one.
    pub listen: SocketAddr,
    /// Where `/metrics` is served, if anywhere; not to be reached from outside.
    pub metrics: Option<SocketAddr>,
    /// The address people open, without a slash at its end; links in mails begin with it.
    pub public_url: String,
    /// The file of the deployment's secret; made if there is none.
    pub key_file: PathBuf,
    /// `smtp://user:password@host:587`; without it mails are written to `mail_folder`.
    pub smtp_url: Option<String>,
    pub mail_folder: PathBuf,
    /// Whom mails are from.
    pub mail_from: String,
    /// Whether `/explorer` is served.
    pub explorer: bool,
    /// Whether queries may come by GET.
    pub get_requests: bool,
    /// Sites whose pages may ask.
    pub origins: Vec<String>,
    /// Proxies whose `x-forwarded-for` counts.
    pub trusted_proxies: Vec<IpAddr>,
    /// A file of the only documents that are taken: a JSON array of texts.
    pub operations: Option<PathBuf>,
    /// MiB of names, units and managers that are kept in memory, 1 to 65,536.
    pub directory_mib: u64,
    /// Requests in work at once, 1 to 10,000.
    pub at_once: usize,
    /// Memory of a password's hash in KiB, at least 19,456.
    pub hash_kib: u32,
    /// Whether what is written without a name is delivered as soon as possible and not once a
    /// day: for a demonstration, because the time then tells when it was written.
    pub anonymous_at_once: bool,
    /// What is logged: `info`, `hei=debug,info`.
    pub log: String,
    /// `text` or `json`.
    pub log_format: String,
    pub limits: Limits,
    pub budgets: Budgets,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: "sqlite:hei.db".into(),
            connections: 16,
            listen: SocketAddr::from(([127, 0, 0, 1], 8000)),
            metrics: None,
            public_url: "http://127.0.0.1:8000".into(),
            key_file: "hei.key".into(),
            smtp_url: None,
            mail_folder: "mail".into(),
            mail_from: "HEI <hei@localhost.localdomain>".into(),
            explorer: false,
            get_requests: true,
            origins: vec![],
            trusted_proxies: vec![],
            operations: None,
            directory_mib: 256,
            at_once: 256,
            hash_kib: 19_456,
            anonymous_at_once: false,
            log: "info".into(),
            log_format: "text".into(),
            limits: Limits::default(),
            budgets: Budgets::default(),
        }
    }
}

/// Values of flags, by key; what was not given is not there.
pub type Flags = BTreeMap<&'static str, String>;

/// The file that is read if there is one and no other is named.
const FILE: &str = "hei.toml";

impl Config {
    /// A wrong value is named with its key and with what is allowed.
    pub fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
        flags: &Flags,
    ) -> Result<Self, String> {
        let mut table = match file {
            Some(path) => read(path)?,
            None if Path::new(FILE).exists() => read(Path::new(FILE))?,
            None => toml::Table::new(),
        };
        for (name, text) in environment {
            if let Some(key) = name.strip_prefix("HEI_") {
                let key = key.to_ascii_lowercase();
                if known(&key) {
                    put(&mut table, &key, &text)?;
                } else if !OF_TESTS.iter().any(|start| key.starts_with(start)) {
                    return Err(format!("{name}: there is no setting of this name"));
                }
            }
        }
        for (key, text) in flags {
            put(&mut table, key, text)?;
        }
        let config = match table.clone().try_into::<Self>() {
            Ok(config) => config,
            Err(error) => return Err(check::unreadable(&table, &error)),
        };
        check(&config)?;
        Ok(config)
    }

    /// What is in force, as the file would say it, without secrets.
    pub fn shown(&self) -> String {
        let mut shown = self.clone();
        shown.database_url = without_password(&shown.database_url);
        shown.smtp_url = shown.smtp_url.as_deref().map(without_password);
        toml::to_string(&shown).unwrap_or_default()
    }

    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// The address with its password struck out; also one that is not well formed.
pub fn without_password(address: &str) -> String {
    let (place, query) = match address.split_once('?') {
        Some((place, query)) => (place, Some(query)),
        None => (address, None),
    };
    let start = place.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = place.split_at(start);
    let mut shown = match rest.rsplit_once('@') {
        Some((user, host)) => match user.split_once(':') {
            Some((name, _)) => format!("{scheme}{name}:…@{host}"),
            None => place.to_owned(),
        },
        None => place.to_owned(),
    };
    if let Some(query) = query {
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((key, _)) if key.contains("password") => format!("{key}=…"),
            _ => pair.to_owned(),
        });
        shown = format!("{shown}?{}", pairs.collect::<Vec<_>>().join("&"));
    }
    shown
}

/// The names of everything that can be set.
pub fn keys() -> impl Iterator<Item = String> {
    let named = defaults().into_iter().map(|(key, _)| key);
    named.chain(OPTIONAL.map(str::to_owned))
}

fn read(path: &Path) -> Result<toml::Table, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("configuration file {}: {error}", path.display()))?;
    text.parse().map_err(|error| format!("configuration file {}: {error}", path.display()))
}

fn defaults() -> toml::Table {
    toml::Table::try_from(Config::default()).unwrap_or_default()
}

/// Those that have no default have no value in a table of defaults.
const OPTIONAL: [&str; 3] = ["metrics", "smtp_url", "operations"];

/// How variables begin that the tests and the bench read.
const OF_TESTS: [&str; 4] = ["test_", "model_", "reference_data", "yardstick"];

fn known(key: &str) -> bool {
    OPTIONAL.contains(&key) || defaults().contains_key(key)
}

/// Text becomes what the key's default is.
fn put(table: &mut toml::Table, key: &str, text: &str) -> Result<(), String> {
    let value = match defaults().get(key) {
        Some(toml::Value::Integer(_)) => text.parse().map(toml::Value::Integer).ok(),
        Some(toml::Value::Boolean(_)) => text.parse().map(toml::Value::Boolean).ok(),
        Some(toml::Value::Array(_)) => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            Some(toml::Value::Array(items.map(Into::into).collect()))
        }
        Some(toml::Value::Table(_)) => text.parse().map(toml::Value::Table).ok(),
        _ => Some(text.into()),
    };
    let kind = match defaults().get(key) {
        Some(toml::Value::Integer(_)) => "a whole number",
        Some(toml::Value::Boolean(_)) => "true or false",
        _ => "a table as in the file",
    };
    let value = value.ok_or_else(|| format!("{key} = {text:?}: {kind} is allowed"))?;
    table.insert(key.to_owned(), value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(
        file: &str,
        environment: &[(&str, &str)],
        flags: &[(&'static str, &str)],
    ) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hei.toml");
        std::fs::write(&path, file).unwrap();
        let environment = environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        let flags = flags.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
        Config::load(Some(&path), environment, &flags)
    }

    #[test]
    fn flags_overrule_the_environment_and_that_the_file() {
        let file = "connections = 1\nat_once = 1\nhash_kib = 20000";
        let config =
            load(file, &[("HEI_CONNECTIONS", "2"), ("HEI_AT_ONCE", "2")], &[("connections", "3")]);
        let config = config.unwrap();
        assert_eq!((config.connections, config.at_once, config.hash_kib), (3, 2, 20_000));
    }

    #[test]
    fn a_wrong_value_is_named_with_what_is_allowed() {
        for (file, environment, words) in [
            ("connections = 0", ("HEI_TEST_X", ""), &["connections", "0", "1 to 500"][..]),
            ("", ("HEI_CONNECTIONS", "many"), &["connections", "many", "whole number"]),
            (
                "database_url = 'mysql://x'",
                ("HEI_TEST_X", ""),
                &["database_url", "sqlite:", "postgres://"],
            ),
            ("hash_kib = 1024", ("HEI_TEST_X", ""), &["hash_kib", "1024", "19456"]),
            ("colour = 'red'", ("HEI_TEST_X", ""), &["colour"]),
            ("[limits]\ndepth = 99", ("HEI_TEST_X", ""), &["limits.depth", "99", "3 to 30"]),
            ("[budgets]\nperson_burst = 5", ("HEI_TEST_X", ""), &["person_burst", "5", "100 to"]),
            ("", ("HEI_CONECTIONS", "2"), &["HEI_CONECTIONS"]),
            ("log = 'loud'", ("HEI_TEST_X", ""), &["log", "loud", "a level"]),
            ("log_format = 'xml'", ("HEI_TEST_X", ""), &["log_format", "xml", "text", "json"]),
            (
                "public_url = 'hei.example'",
                ("HEI_TEST_X", ""),
                &["public_url", "hei.example", "https://"],
            ),
            ("", ("HEI_EXPLORER", "perhaps"), &["explorer", "perhaps", "true or false"]),
            ("", ("HEI_LISTEN", "here"), &["listen", "here", "ADDRESS:PORT"]),
            ("", ("HEI_TRUSTED_PROXIES", "a, b"), &["trusted_proxies", "a", "IP address"]),
            ("connections = 'x'", ("HEI_TEST_X", ""), &["connections", "x", "whole number"]),
            ("at_once = -1", ("HEI_TEST_X", ""), &["at_once", "-1", "whole number"]),
            ("smtp_url = ['s://u:hush@h']", ("HEI_TEST_X", ""), &["smtp_url", "…", "smtp://"]),
            ("", ("HEI_BUDGETS", "colour = 1"), &["budgets", "colour"]),
        ] {
            let told = load(file, &[environment], &[]).unwrap_err();
            assert!(words.iter().all(|word| told.contains(word)), "{told}");
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        let file = "database_url = 'postgres://hei:geheim@db/hei'\nsmtp_url = 'smtp://u:hush@m:25'";
        let shown = load(file, &[], &[]).unwrap().shown();
        assert!(!shown.contains("geheim") && !shown.contains("hush"), "{shown}");
        assert!(shown.contains("postgres://hei:…@db/hei"), "{shown}");
        for (address, shown) in [
            ("postgres://db/hei?password=x&a=b", "postgres://db/hei?password=…&a=b"),
            ("root:x@y@db/hei", "root:…@db/hei"),
            ("postgres://hei@db/hei", "postgres://hei@db/hei"),
            ("sqlite:hei.db", "sqlite:hei.db"),
        ] {
            assert_eq!(without_password(address), shown);
        }
    }
}
