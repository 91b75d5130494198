//! Forgetting who drew the tickets of months that are over for good.

use kernel::{Answer, Clock, Db, Month};

use super::repo::write;

/// What waits is of this month or of the one before; who drew earlier is no part of any crowd any
/// more. How many rows went is answered.
pub async fn sweep(db: &Db, clock: &Clock) -> Answer<u64> {
    let tx = db.begin().await?;
    let rows = tx.write(write::swept(Month::of(clock.now()).before())).await?;
    tx.commit().await?;
    Ok(rows)
}
