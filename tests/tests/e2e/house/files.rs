//! Where what may stand.

use std::path::{Path, PathBuf};

const LONGEST: usize = 300;
const BANNED: [&str; 6] = ["utils", "util", "helpers", "manager", "service", "common"];

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// All files of Rust in these folders of the workspace.
fn sources(folders: &[&str]) -> Vec<PathBuf> {
    let mut found = vec![];
    let mut folders: Vec<_> = folders.iter().map(|it| root().join(it)).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|it| it != "target") {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "there is no code");
    found
}

const ALL: [&str; 8] =
    ["kernel", "identity", "feedback", "assessment", "analytics", "migration", "gateway", "tests"];

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[test]
fn no_file_is_longer_than_300_lines() {
    let long = sources(&ALL).into_iter().filter_map(|path| {
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        (lines > LONGEST).then(|| format!("{} has {lines} lines", name(&path)))
    });
    let long: Vec<_> = long.collect();
    assert!(long.is_empty(), "split by verb: {long:#?}");
}

#[test]
fn modules_are_nouns_or_verbs() {
    for path in sources(&ALL) {
        let banned = path.components().any(|part| {
            let part = part.as_os_str().to_string_lossy();
            BANNED.contains(&part.trim_end_matches(".rs"))
        });
        assert!(!banned, "{}: a module says what it is about", name(&path));
    }
}

/// What asks a database, or is the text of a statement.
const SQL: [&str; 14] = [
    "sea_query",
    "QuerySelect",
    "QueryFilter",
    "Statement::from",
    "execute_unprepared",
    "query_all",
    "query_one",
    "query_as",
    "sqlx::query",
    ".select_only(",
    "\"select ",
    "\"insert into ",
    "\"update ",
    "\"delete from ",
];

/// Where statements are at home. A policy's `Condition` is a rule's other rendering; the
/// kernel's own files are the engine room.
fn is_home(path: &str) -> bool {
    path.contains("/repo/")
        || path.ends_with("/repo.rs")
        || path.ends_with("/policy.rs")
        || path.contains("/policy/")
        || path.contains("/entity/")
        || path.contains("/tests/")
        || path.starts_with("tests/")
        || path.starts_with("migration/")
        || path.starts_with("kernel/")
        || path.ends_with("/testing.rs")
        || path == "gateway/src/database.rs"
}

#[test]
fn statements_stand_in_repo_only() {
    let mut found = vec![];
    for path in sources(&ALL) {
        let place = name(&path);
        if is_home(&place) {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        // What tests of a file do to a database is their own affair.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            let code = line.trim_start();
            if !code.starts_with("//") && SQL.iter().any(|it| code.contains(it)) {
                found.push(format!("{place}:{}: {code}", number + 1));
            }
        }
    }
    assert!(found.is_empty(), "a statement belongs into its context's repo: {found:#?}");
}

/// Of a context, or of a part of one that has a folder of the same shape; it has its entities
/// beside it. Elsewhere the privacy policy is meant.
fn is_policy(path: &Path) -> bool {
    let folder = |name: &str| path.ancestors().find(|it| it.ends_with(name)).and_then(Path::parent);
    let folder = if path.ends_with("policy.rs") { path.parent() } else { folder("policy") };
    folder.is_some_and(|it| it.join("entity").is_dir())
}

#[test]
fn policies_do_not_wait_and_have_no_clock() {
    for path in sources(&ALL).into_iter().filter(|path| is_policy(path)) {
        let place = name(&path);
        let text = std::fs::read_to_string(&path).unwrap();
        for word in [".await", "async fn", "Clock", "Db"] {
            let found = text.split(|it: char| !it.is_alphanumeric() && it != '.' && it != ' ');
            let found = found.flat_map(|it| it.split(' ')).any(|it| it == word);
            assert!(!found, "{place} must not use {word}: a policy is a pure function");
        }
    }
}
