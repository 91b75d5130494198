//! Mails: which letter a fact calls for, its words, and the way it goes.

mod compose;
mod draft;
mod post;

use kernel::Secret;
use lettre::message::Mailbox;
use uuid::Uuid;

use crate::config::Config;

use self::{compose::Sender, post::Post};
pub use self::{draft::Draft, post::Failure};

/// Writes letters and sends them.
pub struct Mail {
    sender: Sender,
    post: Post,
}

impl Mail {
    /// By SMTP, where a server is configured; otherwise into a folder, which is named in the log.
    pub fn try_new(config: &Config, secret: Secret) -> Result<Self, String> {
        let from: Mailbox = config.mail_from.parse().map_err(|_| "mail_from: NAME <ADDRESS>")?;
        let post = match &config.smtp_url {
            Some(url) => Post::smtp(url)?,
            None => Post::folder(&config.mail_folder)?,
        };
        Ok(Self { sender: Sender { from, public_url: config.public_url.clone(), secret }, post })
    }

    /// Sent again, it is the same mail: its id is that of the fact.
    pub async fn send(
        &self,
        id: Uuid,
        draft: &Draft,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<(), Failure> {
        let message = self.sender.compose(id, draft, now)?;
        self.post.send(id, message).await
    }
}
