//! The deployment's secret, in a file that only its owner reads.

use std::{
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use kernel::{Clock, Secret};

/// The secret in this file; where there is none, a new one is made and kept in it.
pub fn load_or_make(path: &Path) -> Result<Secret, String> {
    let wrong = |error: &dyn std::fmt::Display| wrong(path, error);
    let mut options = std::fs::OpenOptions::new();
    // Of two processes that start at once only one makes it; the other reads it.
    match options.write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => {
            let key = Clock::system().bytes::<32>();
            let text = BASE64_STANDARD.encode(key) + "\n";
            file.write_all(text.as_bytes())
                .and_then(|()| file.sync_all())
                .map_err(|e| wrong(&e))?;
            Ok(Secret::new(key))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            load(path)?.ok_or_else(|| wrong(&"it was there and is not any more"))
        }
        Err(error) => Err(wrong(&error)),
    }
}

/// The secret in this file, if there is one.
pub fn load(path: &Path) -> Result<Option<Secret>, String> {
    let wrong = |error: &dyn std::fmt::Display| wrong(path, error);
    match std::fs::read_to_string(path) {
        Ok(text) => parse(&text).map(Some).ok_or_else(|| wrong(&"32 bytes in base 64 are needed")),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(wrong(&error)),
    }
}

fn wrong(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("key file {}: {error}", path.display())
}

/// 32 bytes in base 64.
pub fn parse(text: &str) -> Option<Secret> {
    let bytes = BASE64_STANDARD.decode(text.trim()).ok()?;
    Some(Secret::new(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_secret_is_made_once_and_for_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hei.key");
        assert!(load(&path).unwrap().is_none());
        let made = load_or_make(&path).unwrap();
        assert_eq!(load_or_make(&path).unwrap().fingerprint(), made.fingerprint());
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::write(&path, "short").unwrap();
        assert!(load_or_make(&path).unwrap_err().contains("32 bytes"));
    }
}
