//! What a command has to say.

use std::io::Write;

/// To standard output. Whoever stopped reading is not told.
pub fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    drop(out.write_all(text.as_bytes()));
    if !text.ends_with('\n') {
        drop(out.write_all(b"\n"));
    }
    drop(out.flush());
}

/// To standard error, in one line.
pub fn complain(text: &str) {
    let words: Vec<_> = text.split_whitespace().collect();
    drop(writeln!(std::io::stderr(), "hei: {}", words.join(" ")));
}
