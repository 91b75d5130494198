//! Being interested no more.

use kernel::{Answer, Call, InterestId, audit};

use super::{entity::interest::Model, own, repo::write};

kernel::problems! {
    /// Why an interest stands.
    WithdrawError as WithdrawInterestError, WithdrawInterestErrorCode {
        /// It does not exist for you, or it is not yours.
        NoSuchInterest => ("interest", "There is no such interest of yours."),
    }
}

/// From now on nobody else reads of it. Done again, it changes nothing. It needs no licence.
pub async fn withdraw(call: &Call, id: InterestId) -> Answer<Result<Model, WithdrawError>> {
    let Some(row) = own(call, id).await? else { return Ok(Err(WithdrawError::NoSuchInterest)) };
    if row.withdrawn_at.is_some() {
        return Ok(Ok(row));
    }
    let now = call.clock.now();
    let tx = call.db.begin().await?;
    if tx.write(write::withdrawn(&row, now)).await? == 0 {
        // By another request, a moment ago.
        tx.rollback().await?;
        return Ok(own(call, id).await?.ok_or(WithdrawError::NoSuchInterest));
    }
    let entry = audit::Entry::done(row.organization_id, "withdrawInterest", row.id);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(Model { withdrawn_at: Some(now), ..row }))
}
