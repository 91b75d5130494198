//! Telling the author that one has read it.

use std::sync::Arc;

use kernel::{Answer, Call, FeedbackId, audit};

use crate::{
    policy::stands,
    repo::{self, Row, write},
};

const ACTION: &str = "acknowledgeFeedback";

kernel::problems! {
    /// Why feedback was not acknowledged.
    AcknowledgeError as AcknowledgeFeedbackError, AcknowledgeFeedbackErrorCode {
        /// It does not exist for you, or you are not among its recipients.
        NoSuchFeedback => ("feedback", "There is no such feedback to you."),
    }
}

/// Done again, it changes nothing: the first time counts.
pub async fn acknowledge(
    call: &Call,
    feedback: FeedbackId,
) -> Answer<Result<Arc<Row>, AcknowledgeError>> {
    call.viewer.signed()?;
    let Some(row) = repo::by_id(&call.db, &call.viewer, feedback).await? else {
        return Ok(Err(AcknowledgeError::NoSuchFeedback));
    };
    let place = call.viewer.place(row.feedback.organization_id)?;
    // What was hidden is there for its moderators, who may be among the recipients.
    if !row.recipients().contains(&place.member) || !stands(&row.feedback) {
        return Ok(Err(AcknowledgeError::NoSuchFeedback));
    }
    audit::logged(call, place.organization, ACTION, place.require_licence()).await?;
    let tx = call.db.begin().await?;
    let now = call.clock.now();
    if tx.write(write::acknowledged(&row.feedback, place.member, now)).await? == 0 {
        // Acknowledged before, or withdrawn or hidden a moment ago.
        tx.rollback().await?;
        let again = repo::by_id(&call.db, &call.viewer, feedback).await?;
        return Ok(again.ok_or(AcknowledgeError::NoSuchFeedback));
    }
    let entry = audit::Entry::done(place.organization, ACTION, feedback);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(row))
}
