//! Taking feedback back.

use std::sync::Arc;

use kernel::{Answer, Call, FeedbackId, audit};

use crate::{
    entity::feedback,
    policy,
    repo::{self, Row, write},
};

kernel::problems! {
    /// Why feedback was not withdrawn.
    WithdrawError as WithdrawFeedbackError, WithdrawFeedbackErrorCode {
        /// It does not exist for you, or you are not its author.
        NoSuchFeedback => ("feedback", "There is no such feedback of yours."),
    }
}

/// From now on nobody but the author reads it. Done again, it changes nothing. It needs no
/// licence: what one said one can always take back.
pub async fn withdraw(
    call: &Call,
    feedback: FeedbackId,
) -> Answer<Result<Arc<Row>, WithdrawError>> {
    call.viewer.signed()?;
    let found = repo::by_id(&call.db, &call.viewer, feedback).await?;
    let Some(row) = found.filter(|row| policy::is_author(&call.viewer, &row.feedback)) else {
        return Ok(Err(WithdrawError::NoSuchFeedback));
    };
    let read = &row.feedback;
    if read.withdrawn_at.is_some() {
        return Ok(Ok(row));
    }
    let now = call.clock.now();
    let tx = call.db.begin().await?;
    if tx.write(write::withdrawn(read, now)).await? == 0 {
        // By another request, a moment ago.
        tx.rollback().await?;
        let again = repo::by_id(&call.db, &call.viewer, feedback).await?;
        return Ok(again.ok_or(WithdrawError::NoSuchFeedback));
    }
    let entry = audit::Entry::done(read.organization_id, "withdrawFeedback", read.id);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    let next = feedback::Model { withdrawn_at: Some(now), ..read.clone() };
    Ok(Ok(Arc::new(Row::new(next, row.recipients()))))
}
