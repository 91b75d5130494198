//! Where a demo keeps what it has.

use std::path::{Path, PathBuf};

use kernel::Secret;
use tempfile::TempDir;

use super::{cast::Cast, world};
use crate::{cli::Failure, config::Config, process};

/// Who is who, once the world is made.
const CAST: &str = "demo.json";

/// Kept, or gone with the process.
pub struct Folder {
    path: PathBuf,
    _temporary: Option<TempDir>,
}

impl Folder {
    /// The one named, made if there is none; else a temporary one.
    pub fn open(named: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = named else {
            let made = tempfile::Builder::new().prefix("hei-demo-").tempdir();
            let made = made.map_err(|error| format!("no temporary folder: {error}"))?;
            return Ok(Self { path: made.path().to_owned(), _temporary: Some(made) });
        };
        let wrong = |error| format!("--data {}: {error}", path.display());
        std::fs::create_dir_all(path).map_err(wrong)?;
        Ok(Self { path: path.canonicalize().map_err(wrong)?, _temporary: None })
    }

    /// Of a file or folder in it.
    pub fn path(&self, name: &str) -> String {
        self.path.join(name).display().to_string()
    }

    pub fn database_url(&self) -> String {
        // What has a meaning of its own in an address is written by its number.
        let path = self.path("hei.db").replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        format!("sqlite:{path}")
    }

    /// Who plays in it: as kept here, else in a world that is made now.
    pub async fn cast(&self, config: &Config, secret: &Secret) -> Result<Cast, Failure> {
        let kept = self.path.join(CAST);
        if kept.exists() {
            let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", kept.display());
            let text = std::fs::read_to_string(&kept).map_err(|error| wrong(&error))?;
            process::migrate(config).await?;
            return serde_json::from_str(&text).map_err(|error| wrong(&error));
        }
        if self.path.join("hei.db").exists() {
            return Err(format!(
                "--data {}: there is a database that is not of a finished demo: name an empty \
                 folder",
                self.path.display()
            ));
        }
        process::migrate(config).await?;
        let cast = world::make(config, secret).await?;
        let text = serde_json::to_string_pretty(&cast).map_err(|error| error.to_string())?;
        std::fs::write(&kept, text + "\n")
            .map_err(|error| format!("{}: {error}", kept.display()))?;
        Ok(cast)
    }
}
