//! Saying something about feedback that one reads.

use kernel::{Answer, Call, FeedbackId, IdempotencyKey, Once, ReplyId, Write, audit, outbox};

use super::{content::is_reply, entity::reply::Model, heard, repo::write};
use crate::policy::stands;

const ACTION: &str = "replyToFeedback";
/// What the other participants are told.
const REPLIED: &str = "feedback.replied";

kernel::problems! {
    /// Why nothing was replied.
    ReplyError as ReplyToFeedbackError, ReplyToFeedbackErrorCode {
        /// It does not exist for you, or you read it only because it was flagged.
        NoSuchFeedback => ("feedback", "There is no such feedback to reply to."),
        /// It was withdrawn or hidden.
        NoLongerDiscussed => ("feedback", "It was withdrawn or hidden: nothing is said about it any more."),
        /// The text says nothing, or has more than 5,000 characters or a null character.
        ReplyInvalid => ("text", "A reply has 1 to 5,000 characters."),
    }
}

/// The reply that was made, by this attempt or an earlier one with the same key; to be read with
/// the rights of now.
pub async fn reply(
    call: &Call,
    feedback: FeedbackId,
    text: String,
    key: Option<IdempotencyKey>,
) -> Answer<Result<ReplyId, ReplyError>> {
    call.viewer.signed()?;
    let Some(about) = heard(call, feedback).await? else {
        return Ok(Err(ReplyError::NoSuchFeedback));
    };
    let organization_id = about.feedback.organization_id;
    let place = call.viewer.place(organization_id)?;
    let input = format!("{feedback:?} {text:?}");
    let once = key.map(|key| Once::new(call, organization_id, ACTION, &key, &input)).transpose()?;
    if let Err(refusal) = place.require_licence() {
        let made = Once::made_before(once.as_ref(), call, organization_id, ACTION, refusal).await?;
        return Ok(Ok(ReplyId(made)));
    }
    if !stands(&about.feedback) {
        return Ok(Err(ReplyError::NoLongerDiscussed));
    }
    if !is_reply(&text) {
        return Ok(Err(ReplyError::ReplyInvalid));
    }
    let row = Model {
        organization_id,
        id: ReplyId(call.clock.id()),
        feedback_id: feedback,
        author_id: Some(place.member),
        text,
        version: 1,
        created_at: call.clock.now(),
        edited_at: None,
        withdrawn_at: None,
        moderation: None,
        anonymous: false,
    };
    let mut writes = said(call, &row);
    writes.push(audit::Entry::done(organization_id, ACTION, row.id).by(call));
    let before = Once::make(once, call, writes, row.id.0).await?;
    Ok(Ok(before.map_or(row.id, ReplyId)))
}

/// A reply and that the others are to be told, whoever wrote it; without its entry in the log.
pub(crate) fn said(call: &Call, row: &Model) -> Vec<Write> {
    let fact =
        outbox::Fact { organization: row.organization_id, topic: REPLIED, subject: row.id.0 };
    vec![write::replied(row), fact.now(call)]
}
