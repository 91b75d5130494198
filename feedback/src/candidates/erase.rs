//! Erasing a candidate with all that was written about them: when they take their consent back or
//! refuse it, when whoever is responsible has it done, and by itself when their time is over.

use kernel::{Answer, Call, CandidateId, Clock, Db, Fault, Write, audit};

use super::{
    entity::candidate::Model,
    form::held,
    policy,
    repo::{self, erase::erased},
};

const ACTION: &str = "eraseCandidate";
const WITHDRAW: &str = "withdrawCandidateConsent";

kernel::problems! {
    /// Why nobody was erased.
    EraseError as EraseCandidateError, EraseCandidateErrorCode {
        /// They do not exist for you, or are erased already.
        NoSuchCandidate => ("candidate", "There is no such candidate."),
    }
}

kernel::problems! {
    /// Why nobody was erased.
    WithdrawError as WithdrawCandidateConsentError, WithdrawCandidateConsentErrorCode {
        /// It was never one, or they are erased already.
        NoSuchLink => ("link", "This link opens nothing."),
    }
}

/// Refused to who is asked about them only. It needs no licence.
pub async fn erase(call: &Call, id: CandidateId) -> Answer<Result<(), EraseError>> {
    call.viewer.signed()?;
    let Some(row) = repo::by_id(&call.db, &call.viewer, id).await? else {
        return Ok(Err(EraseError::NoSuchCandidate));
    };
    let place = call.viewer.place(row.organization_id)?;
    let manages = policy::manages(place, row.responsible_id);
    let may = if manages { Ok(()) } else { Err(Fault::forbidden()) };
    audit::logged(call, row.organization_id, ACTION, may).await?;
    let entry = audit::Entry::done(row.organization_id, ACTION, id).by(call);
    let gone = carried_out(&call.db, &row, Some(entry)).await?;
    Ok(if gone { Ok(()) } else { Err(EraseError::NoSuchCandidate) })
}

/// By the candidate, with their link: before they consented or after it. It needs no licence.
pub async fn withdraw(call: &Call, link: &str) -> Answer<Result<(), WithdrawError>> {
    let Some(row) = held(call, link).await? else { return Ok(Err(WithdrawError::NoSuchLink)) };
    let entry = audit::Entry::done(row.organization_id, WITHDRAW, row.id).by_nobody(call);
    let gone = carried_out(&call.db, &row, Some(entry)).await?;
    Ok(if gone { Ok(()) } else { Err(WithdrawError::NoSuchLink) })
}

/// Those whose time is over. Safe to run at any time and any number of times; how many were
/// erased is answered. Where one cannot be erased, the others are; the first fault is told then.
pub async fn sweep(db: &Db, clock: &Clock) -> Answer<u64> {
    let now = clock.now();
    let (mut gone, mut failed, mut after) = (0, None, None);
    loop {
        let over = repo::erase::over_unchecked(db, now, after).await?;
        let Some(last) = over.last() else { return failed.map_or(Ok(gone), Err) };
        after = Some(last.id);
        for row in over {
            match carried_out(db, &row, None).await {
                Ok(erased) => gone += u64::from(erased),
                Err(fault) => failed = failed.or(Some(fault)),
            }
        }
    }
}

/// Whether they were there until now.
async fn carried_out(db: &Db, row: &Model, entry: Option<Write>) -> Answer<bool> {
    let tx = db.begin().await?;
    let mut last = 0;
    for write in erased(row) {
        last = tx.write(write).await?;
    }
    if last == 0 {
        // By another request, a moment ago.
        tx.rollback().await?;
        return Ok(false);
    }
    if let Some(entry) = entry {
        tx.write(entry).await?;
    }
    tx.commit().await?;
    Ok(true)
}
