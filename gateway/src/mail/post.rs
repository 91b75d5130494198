//! The way of a mail: to a server by SMTP, or into a folder.

use std::{
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    time::Duration,
};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    transport::smtp::{Error as SmtpError, PoolConfig},
};
use uuid::Uuid;

/// How long a server may take to answer a command.
const ANSWER: Duration = Duration::from_secs(20);
/// Connections to the server at once, and how long an idle one is kept.
const CONNECTIONS: u32 = 4;
const IDLE: Duration = Duration::from_secs(30);

pub enum Post {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

/// Why a mail did not go. The words name the cause and nobody: they are kept and logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub words: String,
    /// More attempts are of little use.
    pub refused: bool,
}

impl Failure {
    pub fn passing(words: impl Into<String>) -> Self {
        Self { words: words.into(), refused: false }
    }

    pub fn refused(words: impl Into<String>) -> Self {
        Self { words: words.into(), refused: true }
    }
}

impl Post {
    /// `smtps://` is encrypted from the first byte. `smtp://` must become so before anything
    /// is told, except to this machine or where `tls=opportunistic` says otherwise.
    pub fn smtp(address: &str) -> Result<Self, String> {
        let mut url = url::Url::parse(address).map_err(|error| format!("smtp_url: {error}"))?;
        let says_how = url.query_pairs().any(|(key, _)| key == "tls");
        if url.scheme() == "smtp" && !says_how && !is_here(&url) {
            url.query_pairs_mut().append_pair("tls", "required");
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str())
            .map_err(|error| format!("smtp_url: {error}"))?
            .timeout(Some(ANSWER))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS).idle_timeout(IDLE))
            .build();
        Ok(Self::Smtp(transport))
    }

    /// The folder is made, for its owner only, and named in the log.
    pub fn folder(path: &Path) -> Result<Self, String> {
        let wrong = |error: std::io::Error| format!("mail_folder {}: {error}", path.display());
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(wrong)?;
        let path = path.canonicalize().map_err(wrong)?;
        tracing::info!(folder = %path.display(), "no smtp_url: mails are written to a folder");
        Ok(Self::Folder(path))
    }

    pub async fn send(&self, id: Uuid, message: Message) -> Result<(), Failure> {
        match self {
            Self::Smtp(transport) => transport.send(message).await.map(drop).map_err(|e| told(&e)),
            Self::Folder(folder) => {
                let folder = folder.clone();
                let write = move || keep(&folder, id, &message.formatted());
                let written = tokio::task::spawn_blocking(write).await;
                written
                    .map_err(|_| Failure::passing("mail folder: interrupted"))?
                    .map_err(|error| Failure::passing(format!("mail folder: {}", error.kind())))
            }
        }
    }
}

fn is_here(url: &url::Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback()),
        None => false,
    }
}

/// There at once and whole, or not there; the same mail again takes the place of the first.
fn keep(folder: &Path, id: Uuid, bytes: &[u8]) -> std::io::Result<()> {
    let unfinished = folder.join(format!(".{}.unfinished", id.simple()));
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(unfinished, folder.join(format!("{}.eml", id.simple())))?;
    std::fs::File::open(folder)?.sync_all()
}

/// The server's own words may repeat an address: of them only the status is told.
fn told(error: &SmtpError) -> Failure {
    if let Some(status) = error.status() {
        let words = format!("smtp: status {status}");
        let refused = error.is_permanent();
        return Failure { words, refused };
    }
    Failure::passing(if error.is_timeout() {
        "smtp: no answer in time"
    } else if error.is_tls() {
        "smtp: no trusted encryption"
    } else if error.is_response() {
        "smtp: an answer that is none"
    } else if error.is_client() {
        "smtp: the server lacks what is needed"
    } else {
        "smtp: not reached"
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[tokio::test]
    async fn a_folder_has_each_mail_once_for_its_owner_only() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("mail");
        let post = Post::folder(&folder).unwrap();
        let id = Uuid::from_u128(9);
        for _ in 0..2 {
            let builder = Message::builder().from("a@b.example".parse().unwrap());
            let message = builder.to("c@d.example".parse().unwrap()).body("x".to_owned());
            post.send(id, message.unwrap()).await.unwrap();
        }
        let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|it| it.unwrap()).collect();
        assert_eq!(names.len(), 1);
        assert_eq!(names[0].file_name().to_str().unwrap(), format!("{}.eml", id.simple()));
        assert_eq!(names[0].metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn only_this_machine_is_told_unencrypted() {
        for (address, here) in [
            ("smtp://127.0.0.1:25", true),
            ("smtp://localhost", true),
            ("smtp://[::1]:25", true),
            ("smtp://mail.example", false),
            ("smtp://127.0.0.1.example", false),
        ] {
            assert_eq!(is_here(&url::Url::parse(address).unwrap()), here, "{address}");
        }
        assert!(Post::smtp("smtp://").is_err());
    }
}
