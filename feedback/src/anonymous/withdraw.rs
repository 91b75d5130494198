//! Taking back what was written without a name. It needs no licence.

use kernel::{Answer, Call, Month};

use super::{
    Bearer,
    entity::waiting::{Kind as Waits, Model},
    read::{Standing, State, read},
    repo::{self, pool},
};

kernel::problems! {
    /// Why nothing was withdrawn.
    WithdrawError as WithdrawAnonymousFeedbackError, WithdrawAnonymousFeedbackErrorCode {
        /// Nothing was written with this ticket, or under this code, or it was not delivered.
        NothingWritten => ("", "There is nothing of yours to withdraw."),
    }
}

/// What waits is gone at once, and its ticket is as good as before. What was delivered is
/// withdrawn with the next delivery: done at once, it would tell when its author was there. Done
/// again, it changes nothing.
pub async fn withdraw(call: &Call, bearer: &Bearer) -> Answer<Result<State, WithdrawError>> {
    let code = bearer.holder.code();
    let tx = call.db.begin().await?;
    if pool::take_text(&tx, code.organization, &code.hash()).await?.is_some() {
        tx.commit().await?;
        return Ok(Ok(State::Withdrawn));
    }
    tx.rollback().await?;
    match read(call, bearer).await? {
        None | Some(Standing { state: State::Waiting | State::TooFew, .. }) => {
            Ok(Err(WithdrawError::NothingWritten))
        }
        Some(Standing { state: State::Delivered, promise, .. }) => {
            wait(call, bearer, promise).await?;
            Ok(Ok(State::WithdrawalWaiting))
        }
        Some(standing) => Ok(Ok(standing.state)),
    }
}

async fn wait(call: &Call, bearer: &Bearer, promise: i64) -> Answer<()> {
    let code = bearer.holder.code();
    let row = Model {
        organization_id: code.organization,
        code_hash: code.hash(),
        position: 0,
        kind: Waits::Withdrawal,
        month: Month::of(call.clock.now()).first(),
        // It waits for nobody.
        crowd: 0,
        promise,
        text: None,
        feedback_kind: None,
        visibility: None,
        recipients: None,
        group_id: None,
        unit_id: None,
        marks: None,
    };
    let tx = call.db.begin().await?;
    repo::lock(&tx, code.organization).await?;
    if repo::waiting(&tx, code.organization, &row.code_hash).await?.is_some() {
        // By another request, a moment ago.
        return Ok(tx.rollback().await?);
    }
    pool::put(&tx, &call.clock, row).await?;
    Ok(tx.commit().await?)
}
