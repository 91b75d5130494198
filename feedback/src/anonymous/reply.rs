//! Saying more about what one wrote without a name, once it was delivered: by its code, and
//! with the next delivery. It needs no ticket; how much a conversation takes on a day is bounded
//! instead.

use kernel::{Answer, Call, Clock, Month, Tx};

use super::{
    Bearer,
    content::blank,
    conversation::{Conversation, Said, beginning, find},
    entity::waiting::{Kind as Waits, Model},
    give::unlicensed,
    repo::{self, conversation, pool},
};
use crate::talk::content::is_reply;

/// How many replies of the author a conversation takes on a day, what waits included.
pub const MOST_A_DAY: usize = 5;

kernel::problems! {
    /// Why nothing was replied.
    ReplyError as ReplyAnonymouslyError, ReplyAnonymouslyErrorCode {
        /// Nothing of this ticket or code was delivered: what waits can be edited.
        NotDelivered => ("", "Nothing of yours was delivered: what waits can be edited."),
        /// What it is about was withdrawn or hidden.
        NoLongerDiscussed => ("", "It was withdrawn or hidden: nothing is said about it any more."),
        /// The text says nothing, or has more than 5,000 characters or a null character.
        ReplyInvalid => ("text", "A reply has 1 to 5,000 characters."),
        /// There are five replies of yours in this conversation today.
        EnoughForToday => ("", "You can reply five times a day in a conversation."),
    }
}

/// Waits for the next delivery. The same once more on the same day is answered as the first
/// time. Who it reaches was decided when the text was delivered: whoever could have written that
/// can have written this, also who has left since.
pub async fn reply(call: &Call, bearer: &Bearer, text: String) -> Answer<Result<Said, ReplyError>> {
    let tx = call.db.begin().await?;
    match replied(call, &tx, bearer, text).await {
        Ok(Ok(said)) => {
            tx.commit().await?;
            Ok(Ok(said))
        }
        other => {
            tx.rollback().await?;
            other
        }
    }
}

async fn replied(
    call: &Call,
    tx: &Tx,
    bearer: &Bearer,
    text: String,
) -> Answer<Result<Said, ReplyError>> {
    let code = bearer.holder.code();
    let (organization, hash) = (code.organization, code.hash());
    repo::lock(tx, organization).await?;
    // Before anything else: a code that was made up is told nothing of the organisation.
    let (thread, about) = match find(tx, &call.secret, organization, &hash).await? {
        Conversation::NotBegun => return Ok(Err(ReplyError::NotDelivered)),
        Conversation::Over | Conversation::Hidden => {
            return Ok(Err(ReplyError::NoLongerDiscussed));
        }
        Conversation::Open(thread, about) => (thread, about),
    };
    let now = call.clock.now();
    if !bearer.crowd.is_licensed(now.date_naive()) {
        return Err(unlicensed());
    }
    if !is_reply(&text) {
        return Ok(Err(ReplyError::ReplyInvalid));
    }
    let mut waiting = conversation::following(tx, &call.secret, organization, &hash).await?;
    waiting.retain(|row| row.kind == Waits::Reply);
    let today = Some(beginning(now.date_naive()));
    let delivered = conversation::own_unchecked(tx, organization, about, today).await?;
    let most = waiting.len() + delivered.len();
    let again = waiting.into_iter().find(|row| row.text.as_deref() == Some(&*text));
    let before = delivered.into_iter().find(|row| row.text == text);
    if let Some(said) = again.map(Said::Waiting).or(before.map(|row| Said::Delivered(row, false))) {
        return Ok(Ok(said));
    }
    if most >= MOST_A_DAY {
        return Ok(Err(ReplyError::EnoughForToday));
    }
    let row = Model {
        position: position(&call.clock),
        text: Some(text),
        ..blank(&code, Waits::Reply, Month::of(now), thread.promise)
    };
    pool::put(tx, call, &row).await?;
    Ok(Ok(Said::Waiting(row)))
}

/// By chance: neither how much was said before nor in which order. As large as every program
/// can keep a number.
pub fn position(clock: &Clock) -> i64 {
    const LARGEST: u64 = (1 << 53) - 1;
    let chance = u64::from_le_bytes(clock.bytes()) & LARGEST;
    i64::try_from(chance.max(1)).unwrap_or(1)
}
