//! What is said about feedback by those who read it: replies, reactions, thanks. What should not
//! stand so is flagged by them, and then read and decided on by administrators in scope.

pub(crate) mod content;
pub mod edit;
pub(crate) mod entity;
pub mod flag;
pub mod graphql;
pub(crate) mod loader;
pub(crate) mod policy;
pub mod react;
pub mod reply;
pub(crate) mod repo;
pub mod resolve;
mod told;
pub mod withdraw;

use std::sync::Arc;

use kernel::{Answer, Call, FeedbackId, MembershipId, OrganizationId, ReplyId};

use crate::{policy::is_readable, repo::Row as FeedbackRow};

pub use self::{
    entity::{flag::Reason, reaction::Kind, reply::Model},
    repo::Row,
    told::{Told, is_read_by, thanked_unchecked, told_unchecked},
};

/// A text that people react to, and that they flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    Feedback(FeedbackId),
    Reply(ReplyId),
}

/// A text that was seen, as those who may say something about it need it.
#[derive(Clone, Debug)]
enum Seen {
    Feedback(Arc<FeedbackRow>),
    Reply(Row),
}

impl Seen {
    fn organization(&self) -> OrganizationId {
        match self {
            Self::Feedback(row) => row.feedback.organization_id,
            Self::Reply(row) => row.reply.organization_id,
        }
    }

    fn author(&self) -> Option<MembershipId> {
        match self {
            Self::Feedback(row) => row.feedback.author_id,
            Self::Reply(row) => row.reply.author_id,
        }
    }

    /// For others than its author and the moderators.
    fn stands(&self) -> bool {
        match self {
            Self::Feedback(row) => crate::policy::stands(&row.feedback),
            Self::Reply(row) => policy::stands(row),
        }
    }
}

/// The text, if it exists for the caller and not for moderation alone.
async fn joined(call: &Call, on: Subject) -> Answer<Option<Seen>> {
    call.viewer.signed()?;
    match on {
        Subject::Feedback(id) => Ok(heard(call, id).await?.map(Seen::Feedback)),
        Subject::Reply(id) => {
            let row = repo::by_id(&call.db, &call.viewer, id).await?;
            let row = row.filter(|row| row.joins || policy::is_own(&call.viewer, row));
            Ok(row.map(Seen::Reply))
        }
    }
}

/// The feedback, if it exists for the caller and not for moderation alone.
async fn heard(call: &Call, id: FeedbackId) -> Answer<Option<Arc<FeedbackRow>>> {
    let Some(row) = crate::repo::by_id(&call.db, &call.viewer, id).await? else { return Ok(None) };
    if row.feedback.moderation.is_none() {
        return Ok(Some(row));
    }
    let (db, viewer) = (&call.db, &call.viewer);
    let recipients = crate::repo::receipts_unchecked(db, viewer, vec![id]).await?;
    Ok(is_readable(viewer, &row.feedback, &recipients).then_some(row))
}
