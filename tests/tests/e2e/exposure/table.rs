//! Tables of words, as they are kept in git.

use std::{fmt::Write, path::PathBuf};

use tests::Persona;

const WIDE: usize = 28;
const CELL: usize = 18;

/// A column for each persona, a line for each field.
pub fn section(title: &str, columns: &[Vec<(String, String)>]) -> String {
    let mut text = format!("# {title}\n{:<WIDE$}", "");
    for persona in Persona::ALL {
        let _ = write!(text, "{:<CELL$}", persona.name());
    }
    let lines = columns.first().map_or(0, Vec::len);
    for line in 0..lines {
        let _ = write!(text, "\n{:<WIDE$}", columns[0][line].0);
        for column in columns {
            let _ = write!(text, "{:<CELL$}", column[line].1);
        }
    }
    let lines = text.lines().map(str::trim_end).collect::<Vec<_>>();
    lines.join("\n") + "\n\n"
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("exposure").join(name)
}

/// As it stands in git; empty, if it is not there.
pub fn kept(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_default()
}

/// The first lines that differ, if any do.
pub fn compare(name: &str, found: &str) -> Result<(), String> {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path(name), found).unwrap();
    }
    let kept = kept(name);
    if kept == found {
        return Ok(());
    }
    let mut told = format!("tests/exposure/{name}: who sees what has changed\n");
    let (mut old, mut new) = (kept.lines(), found.lines());
    let mut most = 20;
    loop {
        match (old.next(), new.next()) {
            (None, None) => break,
            (old, new) if old == new => {}
            (old, new) => {
                let _ = writeln!(told, "- {}\n+ {}", old.unwrap_or(""), new.unwrap_or(""));
                most -= 1;
            }
        }
        if most == 0 {
            break;
        }
    }
    Err(told + "UPDATE=1 writes the new table; read it before it goes into git")
}
