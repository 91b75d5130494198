//! Who may know whom.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

const CONTEXTS: [&str; 4] = ["identity", "feedback", "assessment", "analytics"];

/// The arrows between our crates; what is only for tests does not count.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let told = std::process::Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&told.stdout).expect("metadata");
    let packages = metadata["packages"].as_array().expect("packages");
    let name = |it: &Value| it["name"].as_str().expect("a name").to_owned();
    let ours: BTreeSet<String> = packages.iter().map(name).collect();
    let arrows = packages.iter().map(|package| {
        let all = package["dependencies"].as_array().expect("dependencies").iter();
        let kept = all.filter(|it| it["kind"] != "dev").map(name);
        (name(package), kept.filter(|it| ours.contains(it)).collect())
    });
    arrows.collect()
}

#[test]
fn contexts_know_the_kernel_and_not_each_other() {
    let arrows = arrows();
    for context in CONTEXTS {
        for other in &arrows[context] {
            assert_eq!(
                other, "kernel",
                "{context} must not know {other}: use a Ref, a fact in the Viewer, a port in \
                 gateway/src/ports.rs, or an outbox row"
            );
        }
    }
    for crate_of_nobody in ["kernel", "migration"] {
        let known = &arrows[crate_of_nobody];
        assert!(known.is_empty(), "{crate_of_nobody} must not know {known:?}");
    }
}

#[test]
fn nobody_knows_the_gateway_but_the_tests() {
    for (package, known) in arrows() {
        if package != "tests" && package != "gateway" {
            assert!(!known.contains("gateway"), "{package} must not know the gateway");
            assert!(!known.contains("migration"), "{package} must not know migrations");
        }
        assert!(!known.contains("tests"), "{package} must not know the tests");
    }
}

/// GraphQL stays out of use cases, HTTP out of contexts.
#[test]
fn contexts_know_no_web_server() {
    let root = super::files::root();
    for context in CONTEXTS.into_iter().chain(["kernel", "migration"]) {
        let manifest = std::fs::read_to_string(root.join(context).join("Cargo.toml")).unwrap();
        for foreign in ["axum", "hyper", "tower", "reqwest", "lettre"] {
            let found = manifest.lines().any(|line| line.starts_with(foreign));
            assert!(!found, "{context} must not know {foreign}");
        }
    }
}
