use std::process::Command;

use serde_json::Value;
use tests::{Engine, Persona, Process, World};

use super::super::house::files::root;

/// The audits of the specification's own working group, run by Node.
#[tokio::test]
async fn r01_all_audits_of_graphql_over_http_pass() {
    let folder = root().join("tests/clients/audits");
    let has_node =
        Command::new("node").arg("--version").output().is_ok_and(|it| it.status.success());
    assert!(has_node, "Node is missing: install Node 20 or newer");
    assert!(
        folder.join("node_modules").is_dir(),
        "the audits are not installed: `npm ci --prefix tests/clients/audits`, or run tests/run"
    );
    let world = World::real(Engine::Sqlite).await;
    let process = Process::over(&world.database, &[]).await;
    let url = format!("{}/graphql", process.url);
    let mut node = tokio::process::Command::new("node");
    let token = world.token(Persona::Member).unwrap();
    let told = node.args(["run.mjs", &url, &token]).current_dir(folder).output().await.unwrap();
    let text = String::from_utf8_lossy(&told.stdout);
    assert!(told.status.success(), "{text}{}", String::from_utf8_lossy(&told.stderr));
    let last: Value = serde_json::from_str(text.lines().last().unwrap_or_default()).unwrap();
    let passed = ["MUST", "SHOULD", "MAY"].map(|level| last["passed"][level].as_u64().unwrap_or(0));
    assert_eq!((last["audits"].as_u64(), passed), (Some(61), [13, 23, 25]), "{text}");
    world.end().await;
}
