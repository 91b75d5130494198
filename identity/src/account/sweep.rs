//! What is over is forgotten.

use chrono::TimeDelta;
use kernel::{Answer, Clock, Db};

use crate::repo;

/// Kept so long after its end, so that people find out what became of it.
const ENDED_SESSION: TimeDelta = TimeDelta::days(30);
const USED_LINK: TimeDelta = TimeDelta::days(1);
/// A device that was not used for so long is a stranger again.
const DEVICE: TimeDelta = TimeDelta::days(365);
/// A tally that was quiet for so long says nothing any more.
const TALLY: TimeDelta = TimeDelta::hours(1);

/// A mail that fails is tried again for so long; then its day is over.
const TOLD: TimeDelta = TimeDelta::days(30);

/// Deletes tokens, links, devices, tallies and sessions that are over; safe to run at any
/// time and any number of times. How many rows went is answered.
pub async fn sweep(db: &Db, clock: &Clock) -> Answer<u64> {
    let now = clock.now();
    let mut gone = repo::sweep::access_tokens(db, now).await?;
    gone += repo::sweep::sessions(db, now - ENDED_SESSION).await?;
    gone += repo::sweep::links(db, now - USED_LINK).await?;
    gone += repo::sweep::devices(db, now - DEVICE).await?;
    gone += repo::sweep::tallies(db, now - TALLY).await?;
    gone += repo::sweep::told(db, (now - TOLD).date_naive()).await?;
    Ok(gone)
}
