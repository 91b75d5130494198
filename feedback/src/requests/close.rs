//! Asking nobody any more.

use kernel::{Answer, Call, FeedbackRequestId, audit};

use super::{
    entity::request::Model,
    policy,
    repo::{self, settle},
};

const ACTION: &str = "closeFeedbackRequest";

kernel::problems! {
    /// Why a request stands as it did.
    CloseError as CloseFeedbackRequestError, CloseFeedbackRequestErrorCode {
        /// It does not exist for you, or it is not you who asked.
        NoSuchRequest => ("request", "There is no such request of yours."),
    }
}

/// What was answered stays; who did not answer is told that it is closed. Done again, it changes
/// nothing. It needs no licence.
pub async fn close(call: &Call, id: FeedbackRequestId) -> Answer<Result<Model, CloseError>> {
    let Some(row) = own(call, id).await? else { return Ok(Err(CloseError::NoSuchRequest)) };
    if row.closed_at.is_some() {
        return Ok(Ok(row));
    }
    let now = call.clock.now();
    let tx = call.db.begin().await?;
    if tx.write(settle::closed(&row, now)).await? == 0 {
        // By another request, a moment ago.
        tx.rollback().await?;
        return Ok(own(call, id).await?.ok_or(CloseError::NoSuchRequest));
    }
    tx.write(settle::all_closed(&row, now)).await?;
    let entry = audit::Entry::done(row.organization_id, ACTION, row.id);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(Model { closed_at: Some(now), ..row }))
}

async fn own(call: &Call, id: FeedbackRequestId) -> Answer<Option<Model>> {
    call.viewer.signed()?;
    let found = repo::by_id(&call.db, &call.viewer, id).await?;
    Ok(found.filter(|row| policy::is_requester(&call.viewer, row)))
}
