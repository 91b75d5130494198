//! Saying a reply better, while it waits.

use kernel::{Answer, Call};

use super::{
    Bearer,
    conversation::{Said, Which},
    entity::waiting::Model,
    give::unlicensed,
    repo::pool,
};
use crate::talk::content::is_reply;

kernel::problems! {
    /// Why a reply stays as it is.
    EditReplyError as EditAnonymousReplyError, EditAnonymousReplyErrorCode {
        /// It does not wait any more, or never did, or is not yours.
        NotWaiting => ("reply", "Nothing of yours waits: what was delivered can be withdrawn."),
        /// The text says nothing, or has more than 5,000 characters or a null character.
        ReplyInvalid => ("text", "A reply has 1 to 5,000 characters."),
    }
}

/// The row is written anew among others, as when it came in.
pub async fn edit_reply<I>(
    call: &Call,
    bearer: &Bearer,
    which: Which<I>,
    text: String,
) -> Answer<Result<Said, EditReplyError>> {
    let Which::Waiting(position) = which else { return Ok(Err(EditReplyError::NotWaiting)) };
    let code = bearer.holder.code();
    let tx = call.db.begin().await?;
    let taken =
        pool::take_reply(&tx, &call.secret, code.organization, &code.hash(), position).await?;
    let Some(row) = taken else {
        tx.rollback().await?;
        return Ok(Err(EditReplyError::NotWaiting));
    };
    if !bearer.crowd.is_licensed(call.clock.now().date_naive()) {
        tx.rollback().await?;
        return Err(unlicensed());
    }
    if !is_reply(&text) {
        tx.rollback().await?;
        return Ok(Err(EditReplyError::ReplyInvalid));
    }
    let row = Model { text: Some(text), ..row };
    pool::put(&tx, call, &row).await?;
    tx.commit().await?;
    Ok(Ok(Said::Waiting(row)))
}
