//! Letting the person see their result, once it was talked over.

use kernel::{Answer, AssessmentResultId, Call, audit};

use super::{
    entity::result::Model,
    policy::{self, Companies},
    repo::{self, write},
    seen,
};

const ACTION: &str = "releaseResult";

kernel::problems! {
    /// Why a result was not released.
    ReleaseError as ReleaseResultError, ReleaseResultErrorCode {
        /// It does not exist for you.
        NoSuchResult => ("result", "There is no such result."),
        /// It is your own: somebody else releases it.
        OwnResult => ("result", "Somebody else releases your results."),
    }
}

/// Done again, it changes nothing: the first time counts.
pub async fn release(
    call: &Call,
    companies: &Companies,
    id: AssessmentResultId,
) -> Answer<Result<Model, ReleaseError>> {
    let Some((row, side)) = seen(call, companies, id).await? else {
        return Ok(Err(ReleaseError::NoSuchResult));
    };
    if !policy::may_release(side) {
        return Ok(Err(ReleaseError::OwnResult));
    }
    audit::licensed(call, row.organization_id, ACTION).await?;
    if row.released_at.is_some() {
        return Ok(Ok(row));
    }
    let (by, now) = (call.viewer.place(row.organization_id)?.member, call.clock.now());
    let tx = call.db.begin().await?;
    // By somebody else, a moment ago.
    if tx.write(write::released(&row, by, now)).await? == 0 {
        tx.rollback().await?;
        let again = repo::by_id(&call.db, &call.viewer, companies, id).await?;
        return Ok(again.ok_or(ReleaseError::NoSuchResult));
    }
    tx.write(audit::Entry::done(row.organization_id, ACTION, row.id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(Model { released_at: Some(now), released_by: Some(by), ..row }))
}
