//! Saying it better: at first in place, later as a new version.

use chrono::{DateTime, Utc};
use kernel::{Answer, Call, ReplyId, audit};

use super::{
    content::is_reply,
    entity::reply::Model,
    heard, policy,
    repo::{self, Row, write},
};
use crate::{edit::GRACE, policy::stands};

const ACTION: &str = "editReply";

kernel::problems! {
    /// Why a reply was not edited.
    EditError as EditReplyError, EditReplyErrorCode {
        /// It does not exist for you, or you are not its author.
        NoSuchReply => ("reply", "There is no such reply of yours."),
        /// It was edited since you read it: read it again.
        Stale => ("version", "It was edited in the meantime."),
        /// You withdrew it.
        Withdrawn => ("reply", "It was withdrawn."),
        /// It was hidden, or you no longer read the feedback, or that was withdrawn or hidden.
        NoLongerDiscussed => ("reply", "It was withdrawn or hidden: nothing is said about it any more."),
        /// The text says nothing, or has more than 5,000 characters or a null character.
        ReplyInvalid => ("text", "A reply has 1 to 5,000 characters."),
    }
}

/// As long as one reads the feedback, and both stand. Of two edits at once one is kept and the other told that it is stale.
pub async fn edit(
    call: &Call,
    id: ReplyId,
    version: i64,
    text: String,
) -> Answer<Result<Row, EditError>> {
    call.viewer.signed()?;
    let found = repo::by_id(&call.db, &call.viewer, id).await?;
    let Some(read) = found.filter(|row| policy::is_own(&call.viewer, row)) else {
        return Ok(Err(EditError::NoSuchReply));
    };
    let organization = read.reply.organization_id;
    audit::licensed(call, organization, ACTION).await?;
    if read.reply.withdrawn_at.is_some() {
        return Ok(Err(EditError::Withdrawn));
    }
    let about = heard(call, read.reply.feedback_id).await?;
    if !policy::stands(&read) || !about.is_some_and(|about| stands(&about.feedback)) {
        return Ok(Err(EditError::NoLongerDiscussed));
    }
    if version != read.reply.version {
        return Ok(Err(EditError::Stale));
    }
    if !is_reply(&text) {
        return Ok(Err(EditError::ReplyInvalid));
    }
    let now = call.clock.now();
    let next = Model {
        text,
        version: read.reply.version + 1,
        edited_at: Some(later_than(&read.reply, now)),
        ..read.reply.clone()
    };
    let tx = call.db.begin().await?;
    if tx.write(write::edited(&read.reply, &next)).await? == 0 {
        tx.rollback().await?;
        return Ok(Err(EditError::Stale));
    }
    if now - read.reply.created_at > GRACE {
        tx.write(write::kept(&read.reply)).await?;
    }
    tx.write(audit::Entry::done(organization, ACTION, id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(Row { reply: next, ..read }))
}

/// The clock may have been set back since it was written.
fn later_than(read: &Model, now: DateTime<Utc>) -> DateTime<Utc> {
    now.max(read.edited_at.unwrap_or(read.created_at))
}
