//! A client whose types are generated from `schema.graphql`, compiled strictly, and run.

use std::{path::Path, process::Stdio, time::Duration};

use serde_json::Value;
use tests::hei;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
    time::timeout,
};

use super::house::files::root;

async fn node(folder: &Path, arguments: &[&str]) -> String {
    let told = Command::new("node").args(arguments).current_dir(folder).output().await;
    let told = told.expect("Node is missing: install Node 20 or newer");
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    let failed = String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success(), "node {arguments:?}: {text}{failed}");
    text
}

#[tokio::test]
async fn r72_a_generated_client_compiles_strictly_and_runs() {
    let folder = root().join("tests/clients/typescript");
    assert!(
        folder.join("node_modules").is_dir(),
        "the client is not installed: `npm ci --prefix tests/clients/typescript`, or run tests/run"
    );
    let schema = root().join("schema.graphql").display().to_string();
    node(&folder, &["generate.mjs", &schema, "src/generated.ts"]).await;
    node(&folder, &["node_modules/typescript/bin/tsc", "--outDir", "dist"]).await;

    let data = tempfile::tempdir().unwrap();
    let mut demo = Command::new(hei())
        .args(["demo", "--port", "0", "--json", "--data"])
        .arg(data.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(demo.stdout.take().unwrap()).lines();
    let line = timeout(Duration::from_mins(1), lines.next_line()).await;
    let line = line.expect("the demo is ready in time").unwrap().unwrap_or_default();
    let told: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("no JSON: {line}"));
    let url = told["url"].as_str().unwrap();
    for persona in ["member", "manager", "administrator"] {
        let token = told["tokens"][persona].as_str().unwrap();
        let ran = node(&folder, &["dist/main.js", url, token]).await;
        assert!(ran.starts_with("gave feedback_"), "{ran}");
    }
}
