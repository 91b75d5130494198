//! The end of a campaign, which is final: by whoever manages it, or when its time is over.

use chrono::{DateTime, Utc};
use kernel::{Answer, Call, CampaignId, audit, outbox::Fact};

use super::{
    State,
    campaign::Model,
    managed,
    repo::{
        close::{AT_ONCE, due_unchecked},
        reminders, write,
    },
};
use crate::sheets::settle;

const ACTION: &str = "closeCampaign";
/// Its subject is the campaign.
pub const CLOSED: &str = "campaign.closed";

kernel::problems! {
    /// Why a campaign was not closed.
    CloseError as CloseCampaignError, CloseCampaignErrorCode {
        /// It does not exist for you.
        NoSuchCampaign => ("campaign", "There is no such campaign."),
        /// It was changed a moment ago: read it again.
        Stale => ("campaign", "It was changed in the meantime."),
        /// It was not launched: delete it.
        NotLaunched => ("campaign", "It was not launched."),
    }
}

/// No answer is taken any more. Done again, it changes nothing. It needs no licence.
pub async fn close(call: &Call, id: CampaignId) -> Answer<Result<Model, CloseError>> {
    let Some(row) = managed(call, id, ACTION).await? else {
        return Ok(Err(CloseError::NoSuchCampaign));
    };
    match row.state {
        State::Draft => return Ok(Err(CloseError::NotLaunched)),
        State::Closed => return Ok(Ok(row)),
        State::Live | State::Paused => {}
    }
    // What is over was over then, though the job has not come by yet.
    let at = call.clock.now().min(row.closes_at);
    let told = closed(call, &row, at).await?;
    Ok(told.ok_or(CloseError::Stale))
}

/// Closes what is over; how many that are is answered. Any number of processes may do it at once,
/// and again: each is closed once. One that cannot be closed keeps no other open.
pub async fn close_due(call: &Call) -> Answer<u64> {
    let mut count = 0;
    loop {
        let due = due_unchecked(&call.db, call.clock.now()).await?;
        let last = due.len() < AT_ONCE;
        let mut failed = None;
        for row in due {
            match closed(call, &row, row.closes_at).await {
                Ok(done) => count += u64::from(done.is_some()),
                Err(fault) => failed = Some(fault),
            }
        }
        if let Some(fault) = failed {
            return Err(fault);
        }
        if last {
            return Ok(count);
        }
    }
}

/// In one transaction; none, if somebody else was faster.
async fn closed(call: &Call, row: &Model, at: DateTime<Utc>) -> Answer<Option<Model>> {
    let mut next = Model {
        state: State::Closed,
        paused_at: None,
        closed_at: Some(at),
        closed_on: Some(at.date_naive()),
        version: row.version + 1,
        ..row.clone()
    };
    let tx = call.db.begin().await?;
    if tx.write(write::moved(row, &next)).await? == 0 {
        tx.rollback().await?;
        return Ok(None);
    }
    // From here on nobody is in the middle of an answer.
    let answered = match settle(call, &tx, &next).await {
        Ok(answered) => answered,
        Err(fault) => {
            tx.rollback().await?;
            return Err(fault);
        }
    };
    next.answered = Some(answered);
    tx.write(write::counted(&next, answered)).await?;
    tx.write(reminders::ended(&next)).await?;
    let (organization, subject) = (next.organization_id, next.id.0);
    tx.write(Fact { organization, topic: CLOSED, subject }.now(call)).await?;
    tx.write(audit::Entry::done(organization, ACTION, next.id).by(call)).await?;
    tx.commit().await?;
    Ok(Some(next))
}
