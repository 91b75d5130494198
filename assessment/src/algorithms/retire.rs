//! Choosing an algorithm no more.

use kernel::{AlgorithmId, Answer, Call, Fault, audit};

use super::{
    entity::algorithm::{Model, State},
    policy, repo,
};

const ACTION: &str = "retireAlgorithm";

kernel::problems! {
    /// Why an algorithm was not retired.
    RetireError as RetireAlgorithmError, RetireAlgorithmErrorCode {
        /// It does not exist for you.
        NoSuchAlgorithm => ("algorithm", "There is no such algorithm."),
    }
}

/// Campaigns that name it are scored with it until they close, and its results can be computed
/// again; no other campaign can choose it. Done again, it changes nothing.
pub async fn retire(call: &Call, id: AlgorithmId) -> Answer<Result<Model, RetireError>> {
    call.viewer.signed()?;
    let Some(row) = repo::by_id(&call.db, &call.viewer, id).await? else {
        return Ok(Err(RetireError::NoSuchAlgorithm));
    };
    let place = call.viewer.place(row.organization_id)?;
    let may =
        if policy::may_manage(place) { place.require_licence() } else { Err(Fault::forbidden()) };
    audit::logged(call, row.organization_id, ACTION, may).await?;
    if row.state == State::Retired {
        return Ok(Ok(row));
    }
    let next = Model { state: State::Retired, retired_at: Some(call.clock.now()), ..row };
    let tx = call.db.begin().await?;
    if tx.write(repo::retired(&next)).await? == 0 {
        tx.rollback().await?;
        let again = repo::by_id(&call.db, &call.viewer, id).await?;
        return Ok(again.ok_or(RetireError::NoSuchAlgorithm));
    }
    tx.write(audit::Entry::done(next.organization_id, ACTION, next.id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(next))
}
