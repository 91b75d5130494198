//! What we build on: no version with an advisory, no crate that is banned, nothing unsafe of our own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use semver::{Version, VersionReq};
use toml::{Table, Value};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn read(path: impl AsRef<Path>) -> Table {
    let path = root().join(path);
    std::fs::read_to_string(&path)
        .unwrap_or_else(|it| panic!("{}: {it}", path.display()))
        .parse()
        .unwrap()
}

fn text<'a>(table: &'a Value, key: &str) -> &'a str {
    table.get(key).and_then(Value::as_str).unwrap_or_else(|| panic!("no {key} in {table}"))
}

fn items<'a>(table: &'a Value, key: &str) -> &'a [Value] {
    table.get(key).and_then(Value::as_array).unwrap_or_else(|| panic!("no {key} in {table}"))
}

/// The advisories that hit a version of the lock, as `ID crate version`.
fn hits(advisories: &Value, lock: &Value) -> Vec<String> {
    let mut hits = vec![];
    for advisory in items(advisories, "advisory") {
        let safe: Vec<_> = items(advisory, "safe")
            .iter()
            .map(|it| VersionReq::parse(it.as_str().unwrap()).unwrap())
            .collect();
        for package in items(lock, "package") {
            if text(package, "name") != text(advisory, "crate") {
                continue;
            }
            let version = Version::parse(text(package, "version")).unwrap();
            if !safe.iter().any(|it| it.matches(&version)) {
                hits.push(format!("{} {} {version}", text(advisory, "id"), text(package, "name")));
            }
        }
    }
    hits
}

fn reason(entry: &Value) -> &str {
    entry.get("reason").and_then(Value::as_str).unwrap_or_default()
}

/// Reads the lists that are in force.
fn lists() -> (Value, Value, Value) {
    let [advisories, lock, deny] = ["tests/advisories.toml", "Cargo.lock", "deny.toml"].map(read);
    (advisories.into(), lock.into(), deny.into())
}

#[test]
fn r71_no_advisory_hits_a_version_we_build_on() {
    let (advisories, lock, deny) = lists();
    let ignored = items(&deny["advisories"], "ignore");
    for entry in ignored {
        assert!(reason(entry).len() > 20, "an advisory is ignored without a reason: {entry}");
    }
    let mut hits = hits(&advisories, &lock);
    hits.retain(|it| !ignored.iter().any(|entry| it.starts_with(text(entry, "id"))));
    assert!(hits.is_empty(), "update them, or say in deny.toml why not: {hits:?}");
}

#[test]
fn r71_a_version_that_an_advisory_names_would_be_found() {
    let (advisories, ..) = lists();
    let lock: Table = r#"
        package = [
          { name = "lru", version = "0.16.4" },
          { name = "rsa", version = "9.0.0" },
          { name = "bytes", version = "1.11.0" },
          { name = "rand", version = "0.8.6" },
        ]
    "#
    .parse()
    .unwrap();
    let found = hits(&advisories, &lock.into());
    let expected = [
        "RUSTSEC-2023-0071 rsa 9.0.0",
        "RUSTSEC-2026-0007 bytes 1.11.0",
        "RUSTSEC-2026-0253 lru 0.16.4",
    ];
    assert_eq!(found, expected);
}

#[test]
fn r71_no_banned_crate_is_locked_and_all_come_from_the_registry() {
    let (_, lock, deny) = lists();
    let banned = items(&deny["bans"], "deny");
    for name in ["rsa", "jsonwebtoken"] {
        assert!(banned.iter().any(|it| text(it, "crate") == name), "{name} has to be banned");
    }
    for package in items(&lock, "package") {
        let name = text(package, "name");
        let ban = banned.iter().find(|it| text(it, "crate") == name);
        assert!(ban.is_none(), "{name} is banned: {}", ban.map(reason).unwrap_or_default());
        if let Some(source) = package.get("source") {
            let registry = "registry+https://github.com/rust-lang/crates.io-index";
            assert_eq!(source.as_str(), Some(registry), "{name}");
            assert!(package.get("checksum").is_some(), "{name} has no checksum");
        }
    }
}

#[test]
fn r71_our_crates_are_safe_and_take_their_versions_from_the_root() {
    let manifest: Value = read("Cargo.toml").into();
    let workspace = &manifest["workspace"];
    assert_eq!(workspace["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
    for (name, dependency) in workspace["dependencies"].as_table().unwrap() {
        let version = dependency.as_str().or_else(|| dependency.get("version")?.as_str());
        let own = dependency.get("path").is_some();
        assert!(own || version.is_some_and(|it| it != "*"), "{name} has no version");
        assert!(dependency.get("git").is_none(), "{name} comes from a repository");
    }
    for member in items(workspace, "members") {
        let member = member.as_str().unwrap();
        let crate_: Value = read(format!("{member}/Cargo.toml")).into();
        assert_eq!(crate_["lints"]["workspace"].as_bool(), Some(true), "lints of {member}");
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(dependencies) = crate_.get(kind).and_then(Value::as_table) else { continue };
            for (name, dependency) in dependencies {
                let inherited = dependency.get("workspace").and_then(Value::as_bool);
                let itself = name == text(&crate_["package"], "name");
                assert!(itself || inherited == Some(true), "{name} in {member}/Cargo.toml");
            }
        }
    }
}
