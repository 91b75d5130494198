//! Asking with a template no more.

use kernel::{Answer, Call, FeedbackTemplateId, audit};

use super::found;
use crate::requests::{entity::template::Model, repo::write};

const ACTION: &str = "retireFeedbackTemplate";

kernel::problems! {
    /// Why a template was not retired.
    RetireError as RetireFeedbackTemplateError, RetireFeedbackTemplateErrorCode {
        /// It does not exist for you.
        NoSuchTemplate => ("template", "There is no such template."),
    }
}

/// Requests that were made with it stay. Done again, it changes nothing.
pub async fn retire(call: &Call, id: FeedbackTemplateId) -> Answer<Result<Model, RetireError>> {
    let Some(row) = found(call, id, ACTION).await? else {
        return Ok(Err(RetireError::NoSuchTemplate));
    };
    if row.retired_at.is_some() {
        return Ok(Ok(row));
    }
    let now = call.clock.now();
    let tx = call.db.begin().await?;
    if tx.write(write::retired(&row, now)).await? == 0 {
        // By another request, a moment ago.
        tx.rollback().await?;
        return Ok(found(call, id, ACTION).await?.ok_or(RetireError::NoSuchTemplate));
    }
    tx.write(audit::Entry::done(row.organization_id, ACTION, id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(Model { retired_at: Some(now), ..row }))
}
