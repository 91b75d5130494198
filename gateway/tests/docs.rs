//! What the documents say of settings, limits and commands is what the program does.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{collections::BTreeMap, path::Path, process::Command};

use gateway::config::{Config, keys};

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    std::fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The first two cells of each row of the table under this head, without their backticks.
fn table(text: &str, head: &str) -> BTreeMap<String, String> {
    let (_, after) = text.split_once(head).unwrap_or_else(|| panic!("no table {head}"));
    let rows = after.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let mut cells = row.trim_matches('|').split(" |").map(|cell| cell.trim().trim_matches('`'));
        (cells.next().unwrap_or_default().to_owned(), cells.next().unwrap_or_default().to_owned())
    })
    .collect()
}

fn shown(value: Option<&toml::Value>) -> String {
    match value {
        None => String::new(),
        Some(toml::Value::String(text)) => text.clone(),
        Some(toml::Value::Array(items)) if items.is_empty() => String::new(),
        Some(value) => value.to_string(),
    }
}

#[test]
fn the_readme_names_every_setting_and_its_default() {
    let told = table(&read("README.md"), "| key | default | what it says |");
    let defaults = toml::Table::try_from(Config::default()).unwrap();
    let mut known: Vec<_> = keys().collect();
    known.sort_unstable();
    assert_eq!(told.keys().cloned().collect::<Vec<_>>(), known);
    for (key, default) in &told {
        if ["limits", "budgets"].contains(&key.as_str()) {
            continue;
        }
        assert_eq!(*default, shown(defaults.get(key)), "default of {key}");
    }
}

#[test]
fn the_conventions_name_every_limit_and_budget() {
    let text = read("docs/api.md");
    let defaults = toml::Table::try_from(Config::default()).unwrap();
    for name in ["limits", "budgets"] {
        let told = table(&text, &format!("| key in `{name}` | default | |"));
        let known = defaults[name].as_table().unwrap();
        let known = known.iter().map(|(key, value)| (key.clone(), value.to_string()));
        assert_eq!(told, known.collect(), "{name}");
    }
}

#[test]
fn the_readme_names_every_command() {
    let help = Command::new(env!("CARGO_BIN_EXE_hei")).arg("help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let commands = commands.lines().take_while(|line| !line.is_empty());
    let mut known: Vec<_> = commands
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(|name| format!("hei {name}"))
        .collect();
    known.sort_unstable();
    assert!(known.len() > 3, "{help}");
    let told = table(&read("README.md"), "| command | what it does |");
    // A command's cell may show its arguments.
    let told: Vec<_> = told
        .keys()
        .map(|cell| cell.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(told, known);
}
