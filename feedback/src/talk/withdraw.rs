//! Taking a reply back.

use kernel::{Answer, Call, ReplyId, audit};

use super::{
    entity::reply::Model,
    policy,
    repo::{self, Row, write},
};

const ACTION: &str = "withdrawReply";

kernel::problems! {
    /// Why a reply stands.
    WithdrawError as WithdrawReplyError, WithdrawReplyErrorCode {
        /// It does not exist for you, or you are not its author.
        NoSuchReply => ("reply", "There is no such reply of yours."),
    }
}

/// Its place stays; its text, its earlier versions and what others found of it are gone. Done
/// again, it changes nothing. It needs no licence: what one said one can always take back.
pub async fn withdraw(call: &Call, id: ReplyId) -> Answer<Result<Row, WithdrawError>> {
    let Some(read) = own(call, id).await? else { return Ok(Err(WithdrawError::NoSuchReply)) };
    if read.reply.withdrawn_at.is_some() {
        return Ok(Ok(read));
    }
    let now = call.clock.now();
    let tx = call.db.begin().await?;
    if tx.write(write::withdrawn(&read.reply, now)).await? == 0 {
        // By another request, a moment ago.
        tx.rollback().await?;
        return Ok(own(call, id).await?.ok_or(WithdrawError::NoSuchReply));
    }
    for gone in write::forgotten(&read.reply) {
        tx.write(gone).await?;
    }
    tx.write(audit::Entry::done(read.reply.organization_id, ACTION, id).by(call)).await?;
    tx.commit().await?;
    let text = String::new();
    let reply = Model { text, withdrawn_at: Some(now), moderation: None, ..read.reply };
    Ok(Ok(Row { reply, ..read }))
}

async fn own(call: &Call, id: ReplyId) -> Answer<Option<Row>> {
    call.viewer.signed()?;
    let found = repo::by_id(&call.db, &call.viewer, id).await?;
    Ok(found.filter(|row| policy::is_own(&call.viewer, row)))
}
