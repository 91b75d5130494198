//! The bounds of what can be set.

use tracing_subscriber::filter::{LevelFilter, Targets};

use super::{Config, without_password};

/// Names the key whose value cannot be what it should, the value, and what is allowed.
pub fn unreadable(table: &toml::Table, error: &toml::de::Error) -> String {
    let fails = |(key, value): &(&String, &toml::Value)| {
        let alone = toml::Table::from_iter([((*key).clone(), (*value).clone())]);
        alone.try_into::<Config>().is_err()
    };
    let Some((key, value)) = table.iter().find(fails) else {
        return format!("configuration: {}", error.message());
    };
    let allowed = match &**key {
        "database_url" => "sqlite:FILE or postgres://USER@HOST/NAME",
        "smtp_url" => "smtp://HOST:PORT or smtps://HOST:PORT",
        "listen" | "metrics" => "ADDRESS:PORT as 127.0.0.1:8000",
        "trusted_proxies" => "a list of IP addresses",
        "origins" => "a list of https://HOST",
        "connections" | "at_once" | "directory_mib" | "hash_kib" => "a whole number above zero",
        "explorer" | "get_requests" | "anonymous_at_once" => "true or false",
        "public_url" | "key_file" | "mail_folder" | "mail_from" | "operations" | "log"
        | "log_format" => "a text",
        _ => return format!("{key}: {}", error.message()),
    };
    let shown = if key.ends_with("_url") { "…".to_owned() } else { value.to_string() };
    format!("{key} = {shown}: {allowed} is allowed")
}

/// Names the first key whose value is out of bounds, the value, and the bounds.
pub fn check(config: &Config) -> Result<(), String> {
    let wrong = |key: &str, value: &dyn std::fmt::Display, allowed: &str| {
        Err(format!("{key} = {value}: {allowed} is allowed"))
    };
    let url = &config.database_url;
    if !["sqlite:", "postgres://", "postgresql://"].iter().any(|it| url.starts_with(it)) {
        let shown = without_password(url);
        return wrong("database_url", &shown, "sqlite:FILE or postgres://USER@HOST/NAME");
    }
    if !(1..=500).contains(&config.connections) {
        return wrong("connections", &config.connections, "1 to 500");
    }
    let public = url::Url::parse(&config.public_url);
    let good = public.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if !good || config.public_url.ends_with('/') {
        let allowed = "https://HOST or http://HOST without a slash at the end";
        return wrong("public_url", &config.public_url, allowed);
    }
    if let Some(smtp) = &config.smtp_url
        && !["smtp://", "smtps://"].iter().any(|it| smtp.starts_with(it))
    {
        let shown = without_password(smtp);
        return wrong("smtp_url", &shown, "smtp://HOST:PORT or smtps://HOST:PORT");
    }
    if config.mail_from.parse::<lettre::message::Mailbox>().is_err() {
        return wrong("mail_from", &config.mail_from, "NAME <ADDRESS>");
    }
    if !(1..=65_536).contains(&config.directory_mib) {
        return wrong("directory_mib", &config.directory_mib, "1 to 65536");
    }
    if !(1..=10_000).contains(&config.at_once) {
        return wrong("at_once", &config.at_once, "1 to 10000");
    }
    if !(19_456..=1_048_576).contains(&config.hash_kib) {
        return wrong("hash_kib", &config.hash_kib, "19456 to 1048576");
    }
    if let Some((key, value, allowed)) = config.limits.out_of_bounds() {
        return wrong(&format!("limits.{key}"), &value, allowed);
    }
    if let Some((key, value, allowed)) = config.budgets.out_of_bounds() {
        return wrong(&format!("budgets.{key}"), &value, allowed);
    }
    if !["text", "json"].contains(&&*config.log_format) {
        return wrong("log_format", &config.log_format, "text or json");
    }
    // A word alone would be taken for the name of a target.
    let word = |part: &str| part.contains('=') || part.trim().parse::<LevelFilter>().is_ok();
    if config.log.parse::<Targets>().is_err() || !config.log.split(',').all(word) {
        return wrong("log", &config.log, "a level, or targets with levels as hei=debug,info");
    }
    for origin in &config.origins {
        if !origin.starts_with("https://") && !origin.starts_with("http://") {
            return wrong("origins", origin, "https://HOST, each separated by a comma,");
        }
    }
    Ok(())
}
