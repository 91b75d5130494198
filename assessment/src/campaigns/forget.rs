//! Forgetting guests by itself, once their links are over.

use kernel::{Answer, Clock, Db};

use super::repo::settle;

/// Addresses and links, and the names of who did not answer. Safe to run at any time and any
/// number of times; how many rows lost something is answered.
pub async fn sweep(db: &Db, clock: &Clock) -> Answer<u64> {
    Ok(settle::forget_unchecked(db, clock.now().date_naive()).await?)
}
