//! Taking back what was written without a name. It needs no licence.

use kernel::{Answer, Call, Month};

use super::{
    Bearer,
    content::blank,
    entity::waiting::Kind as Waits,
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
    let row = blank(&code, Waits::Withdrawal, Month::of(call.clock.now()), promise);
    let tx = call.db.begin().await?;
    repo::lock(&tx, code.organization).await?;
    if repo::waiting(&tx, code.organization, &row.code_hash).await?.is_some() {
        // By another request, a moment ago.
        return Ok(tx.rollback().await?);
    }
    // What was replied meanwhile has nothing to be about any more.
    pool::take_following(&tx, code.organization, &row.code_hash).await?;
    pool::put(&tx, &call.clock, row).await?;
    Ok(tx.commit().await?)
}
