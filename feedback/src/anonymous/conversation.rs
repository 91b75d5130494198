//! The conversation about what somebody wrote without a name: its author stays unknown in it,
//! and reads it by the code.

use chrono::{NaiveDate, NaiveTime};
use kernel::{Answer, FeedbackId, OrganizationId, Secret};
use sea_orm::ConnectionTrait;

use super::{
    entity::{
        thread::{self, State as Became},
        waiting,
    },
    repo::{self, conversation},
};
use crate::{entity::feedback::Moderation, talk::Model};

/// Whether something can be said in it.
#[derive(Clone, Debug)]
pub enum Conversation {
    /// What it would be about was not delivered.
    NotBegun,
    /// What it was about is withdrawn, or will be, or is gone.
    Over,
    /// A moderator hid what it is about; they may put it back.
    Hidden,
    Open(thread::Model, FeedbackId),
}

/// Under a code; to be asked under the lock, if something is written.
pub async fn find(
    db: &impl ConnectionTrait,
    secret: &Secret,
    organization: OrganizationId,
    code_hash: &[u8],
) -> Answer<Conversation> {
    let Some(thread) = repo::thread(db, organization, code_hash).await? else {
        return Ok(Conversation::NotBegun);
    };
    match (thread.state, thread.feedback_id) {
        (Became::TooFew, _) => Ok(Conversation::NotBegun),
        (Became::Withdrawn, _) | (Became::Delivered, None) => Ok(Conversation::Over),
        (Became::Delivered, Some(id)) => {
            let about = conversation::about_unchecked(db, organization, id).await?;
            let waits = repo::waiting(db, secret, organization, code_hash).await?;
            let Some(about) = about.filter(|it| it.withdrawn_at.is_none() && waits.is_none())
            else {
                return Ok(Conversation::Over);
            };
            Ok(match about.moderation {
                Some(Moderation::Hidden) => Conversation::Hidden,
                _ => Conversation::Open(thread, id),
            })
        }
    }
}

/// A reply that waits is known by its position, and one that was delivered by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which<I> {
    Waiting(i64),
    Delivered(I),
}

/// What is said in it, as the holder of the code reads it.
#[derive(Clone, Debug)]
pub enum Said {
    /// By them; nobody else reads it yet.
    Waiting(waiting::Model),
    /// By anybody, with whether its withdrawal waits.
    Delivered(Model, bool),
}

/// All that is delivered on a day has its beginning as its time.
pub fn beginning(day: NaiveDate) -> chrono::DateTime<chrono::Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}
