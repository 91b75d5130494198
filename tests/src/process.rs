//! The server as a process of its own.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

use crate::{Client, Database};

/// How long a start may take on a machine that is busy.
const START: Duration = Duration::from_secs(30);

/// The server's binary, which is built with the tests.
pub fn hei() -> PathBuf {
    // Tests are run from target/<profile>/deps.
    let here = std::env::current_exe().unwrap();
    here.parent().and_then(Path::parent).unwrap().join("hei-under-test")
}

/// A running `hei serve`; it is killed when this is dropped.
pub struct Process {
    pub child: Child,
    /// Without a path.
    pub url: String,
    pub client: Client,
    /// What it has written to its log so far, a line each.
    pub log: Arc<Mutex<Vec<String>>>,
}

impl Process {
    /// Over this database, with the secret in its folder.
    pub async fn over(database: &Database, more: &[&str]) -> Self {
        let folder = database.folder.path();
        let file = |name: &str| folder.join(name).display().to_string();
        let (key, mail) = (file("hei.key"), file("mail"));
        let given = ["--database-url", &database.url, "--key-file", &key, "--mail-folder", &mail];
        Self::start(&[&["serve", "--listen", "127.0.0.1:0"], &given[..], more].concat()).await
    }

    /// Ready when this returns.
    pub async fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(hei())
            .args(arguments)
            .args(["--log-format", "json"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let log = Arc::new(Mutex::new(vec![]));
        let listening = async {
            while let Ok(Some(line)) = lines.next_line().await {
                let told = address(&line);
                log.lock().unwrap().push(line);
                if told.is_some() {
                    return told;
                }
            }
            None
        };
        let address = timeout(START, listening).await.ok().flatten();
        let address = address.unwrap_or_else(|| panic!("it did not start: {log:?}"));
        let rest = log.clone();
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                rest.lock().unwrap().push(line);
            }
        });
        let url = format!("http://{address}");
        Self { child, client: Client::there(&url), url, log }
    }

    /// As an operator of the machine does it: `TERM`, `KILL`.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().expect("it runs").to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap();
        assert!(sent.success());
    }

    pub fn logged(&self) -> String {
        self.log.lock().unwrap().join("\n")
    }
}

/// Where it listens, if this line of its log tells that.
fn address(line: &str) -> Option<String> {
    let line: serde_json::Value = serde_json::from_str(line).ok()?;
    let address = &line["fields"]["address"];
    (line["fields"]["message"] == "hei serves").then(|| address.as_str().map(str::to_owned))?
}
