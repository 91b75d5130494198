//! Taking back a reply of one's own. It needs no licence.

use kernel::{Answer, Call, Month, ReplyId};

use super::{
    Bearer,
    content::blank,
    conversation::Which,
    entity::{
        thread::State as Became,
        waiting::{Kind as Waits, Model},
    },
    read::State,
    reply::position,
    repo::{self, conversation, pool},
};

kernel::problems! {
    /// Why a reply stands.
    WithdrawReplyError as WithdrawAnonymousReplyError, WithdrawAnonymousReplyErrorCode {
        /// It is not in this conversation, or is not yours.
        NoSuchReply => ("reply", "There is no such reply of yours."),
    }
}

/// What waits is gone at once. What was delivered is withdrawn with the next delivery: done at
/// once, it would tell when its author was there. Done again, it changes nothing.
pub async fn withdraw_reply(
    call: &Call,
    bearer: &Bearer,
    which: Which<ReplyId>,
) -> Answer<Result<State, WithdrawReplyError>> {
    let code = bearer.holder.code();
    let (organization, hash) = (code.organization, code.hash());
    let tx = call.db.begin().await?;
    repo::lock(&tx, organization).await?;
    let unknown = Ok(Err(WithdrawReplyError::NoSuchReply));
    let id = match which {
        Which::Waiting(position) => {
            let taken = pool::take_reply(&tx, &call.secret, organization, &hash, position).await?;
            tx.commit().await?;
            return if taken.is_some() { Ok(Ok(State::Withdrawn)) } else { unknown };
        }
        Which::Delivered(id) => id,
    };
    let thread = repo::thread(&tx, organization, &hash).await?;
    let Some((thread, about)) = thread.and_then(|it| it.feedback_id.map(|id| (it, id))) else {
        tx.rollback().await?;
        return unknown;
    };
    let own = conversation::own_unchecked(&tx, organization, about, None).await?;
    let Some(own) = own.into_iter().find(|row| row.id == id) else {
        tx.rollback().await?;
        return unknown;
    };
    if own.withdrawn_at.is_some() || thread.state == Became::Withdrawn {
        tx.rollback().await?;
        return Ok(Ok(State::Withdrawn));
    }
    let all = repo::waiting(&tx, &call.secret, organization, &hash).await?.is_some();
    let following = conversation::following(&tx, &call.secret, organization, &hash).await?;
    if all || following.iter().any(|row| row.reply_id == Some(id)) {
        tx.rollback().await?;
        return Ok(Ok(State::WithdrawalWaiting));
    }
    let row = Model {
        position: position(&call.clock),
        reply_id: Some(id),
        ..blank(&code, Waits::Withdrawal, Month::of(call.clock.now()), thread.promise)
    };
    pool::put(&tx, call, &row).await?;
    tx.commit().await?;
    Ok(Ok(State::WithdrawalWaiting))
}
