//! Done once by its key, in a transaction that reads before it writes.

use kernel::{Answer, Call, Code, Fault, Once, Tx};
use sea_orm::SqlErr;
use uuid::Uuid;

pub enum Claimed {
    /// This is the first attempt.
    Now(Tx),
    /// An earlier one made this.
    Before(Uuid),
}

/// Claims the key for what is about to be made. It is the first write but those that put
/// attempts in order, so that a repetition changes nothing.
pub async fn claim(call: &Call, tx: Tx, once: Option<&Once>, made: Uuid) -> Answer<Claimed> {
    let Some(once) = once else { return Ok(Claimed::Now(tx)) };
    let Err(error) = tx.write(once.claim(call, &[made])).await else {
        return Ok(Claimed::Now(tx));
    };
    tx.rollback().await?;
    if !matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
        return Err(error.into());
    }
    let ids = once.earlier(call).await?.unwrap_or_default();
    let told = "This idempotency key was used before; choose another.";
    let made = ids.first().copied().ok_or_else(|| Fault::new(Code::Conflict, told))?;
    Ok(Claimed::Before(made))
}
