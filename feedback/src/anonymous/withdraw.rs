//! Taking back what was written without a name. It needs no licence.

use kernel::{Answer, Call, Month};

use super::{
    Bearer,
    content::blank,
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

/// What waits is gone at once. Its ticket stays used: a copy of the request that wrote it, come
/// late, would undo this. What was delivered is withdrawn with the next delivery: done at once, it
/// would tell when its author was there. Done again, it changes nothing.
pub async fn withdraw(call: &Call, bearer: &Bearer) -> Answer<Result<State, WithdrawError>> {
    let code = bearer.holder.code();
    let tx = call.db.begin().await?;
    let taken = pool::take_text(&tx, &call.secret, code.organization, &code.hash()).await?;
    if let Some(row) = taken {
        pool::put(&tx, call, &emptied(row)).await?;
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

/// As what is delivered next: that something was written under this code, and taken back.
fn emptied(row: Model) -> Model {
    Model {
        kind: Waits::Withdrawal,
        text: None,
        feedback_kind: None,
        visibility: None,
        recipients: None,
        group_id: None,
        unit_id: None,
        marks: None,
        ..row
    }
}

async fn wait(call: &Call, bearer: &Bearer, promise: i64) -> Answer<()> {
    let code = bearer.holder.code();
    let row = blank(&code, Waits::Withdrawal, Month::of(call.clock.now()), promise);
    let tx = call.db.begin().await?;
    repo::lock(&tx, code.organization).await?;
    if repo::waiting(&tx, &call.secret, code.organization, &row.code_hash).await?.is_some() {
        // By another request, a moment ago.
        return Ok(tx.rollback().await?);
    }
    // What was replied meanwhile has nothing to be about any more.
    pool::take_following(&tx, &call.secret, code.organization, &row.code_hash).await?;
    pool::put(&tx, call, &row).await?;
    Ok(tx.commit().await?)
}
