//! Ending a sponsorship.

use kernel::{Answer, Call, SponsorshipId, audit};

use super::{entity::sponsorship::Model, found, policy, repo::write};

kernel::problems! {
    /// Why a sponsorship goes on.
    EndError as EndSponsorshipError, EndSponsorshipErrorCode {
        /// It does not exist for you, or you are neither its client nor its coach.
        NoSuchSponsorship => ("sponsorship", "There is no such sponsorship of yours."),
    }
}

/// From now on the sponsor reads nothing. Done again, it changes nothing. It needs no licence:
/// what one showed one can always hide again.
pub async fn end(call: &Call, id: SponsorshipId) -> Answer<Result<Model, EndError>> {
    let Some((row, _)) = found(call, id).await?.filter(|(_, side)| policy::may_end(*side)) else {
        return Ok(Err(EndError::NoSuchSponsorship));
    };
    if row.ended_at.is_some() {
        return Ok(Ok(row));
    }
    let now = call.clock.now();
    let tx = call.db.begin().await?;
    if tx.write(write::ended(&row, now)).await? == 0 {
        // By another request, a moment ago.
        tx.rollback().await?;
        return Ok(found(call, id).await?.map(|(row, _)| row).ok_or(EndError::NoSuchSponsorship));
    }
    let entry = audit::Entry::done(row.organization_id, "endSponsorship", row.id);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(Model { ended_at: Some(now), ..row }))
}
