use async_graphql::{Enum, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::Markdown;

use crate::{
    entity::feedback,
    talk::entity::{flag, reply_flag},
};

/// What became of a text that was flagged.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "feedback::Moderation")]
pub enum Moderation {
    /// Nobody has decided yet.
    Flagged,
    /// It is for its author and the moderators alone.
    Hidden,
}

/// Why a text should not stand so.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "flag::Reason")]
pub enum FlagReason {
    /// It insults, threatens or harasses somebody.
    Abusive,
    /// It tells what is nobody's business.
    PersonalData,
    /// It states what is not so.
    Untrue,
    /// Something else, as the note says.
    Other,
}

/// Somebody found that a text should not stand so. Who it was is not told.
#[derive(SimpleObject)]
pub struct Flag {
    /// Why.
    reason: FlagReason,
    /// What they say about it, as it was typed; may be empty.
    note: Markdown,
    /// When.
    flagged_at: DateTime<Utc>,
}

impl From<&flag::Model> for Flag {
    fn from(row: &flag::Model) -> Self {
        Self {
            reason: row.reason.into(),
            note: Markdown::kept(row.note.as_str()),
            flagged_at: row.flagged_at,
        }
    }
}

impl From<&reply_flag::Model> for Flag {
    fn from(row: &reply_flag::Model) -> Self {
        Self {
            reason: row.reason.into(),
            note: Markdown::kept(row.note.as_str()),
            flagged_at: row.flagged_at,
        }
    }
}
