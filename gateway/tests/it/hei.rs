//! Starts the command.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio},
    time::{Duration, Instant},
};

/// In a folder of its own, and told nothing by the environment.
pub fn hei(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hei"));
    command.current_dir(folder).args(arguments).env("TMPDIR", folder);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("HEI_")) {
        command.env_remove(name);
    }
    command
}

/// To its end: its code, standard output and standard error.
pub fn told(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// One that goes on, and the first line it said.
pub struct Running {
    child: Child,
    says: BufReader<ChildStdout>,
    pub said: String,
}

impl Running {
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        let mut says = BufReader::new(child.stdout.take().unwrap());
        says.read_line(&mut said).unwrap();
        Self { child, says, said }
    }

    /// What it says next, a line at a time.
    pub fn lines(&mut self) -> impl Iterator<Item = String> {
        self.says.by_ref().lines().map(|line| line.unwrap())
    }

    /// As an operator would.
    pub fn stop(mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(15) {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it did not end");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
