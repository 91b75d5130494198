//! Builds the snapshots of months that have ended and have none yet.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Answer, Clock, Db, Fault, Month, OrganizationId};

use super::{
    compute::{Computed, Gathered, computed},
    entity::{member, snapshot::State},
    measure::{Stopped, Watch},
    repo::{self, gather, write},
};
use crate::disclosure::Rules;

/// How often it is said how far it is, and asked whether it is to go on.
const LOOK: Duration = Duration::from_secs(1);
/// Whoever has not said for so long that they build it, is gone.
const STALE: TimeDelta = TimeDelta::minutes(5);

/// All that there is to do now, one month after the other; how many were built. Any number of
/// processes may do it at once: each month is built by one, once. What is left in the middle is
/// begun anew some minutes later. One that fails leaves the others be; the first fault is told
/// then.
pub async fn build(db: &Db, clock: &Clock) -> Answer<u64> {
    let (mut built, mut failed) = (0, None::<Fault>);
    let stale = || clock.now() - STALE;
    for organization in gather::due_unchecked(db, clock.now(), stale()).await? {
        let missing = match gather::missing_unchecked(db, organization, clock.now(), stale()).await
        {
            Ok(missing) => missing,
            Err(error) => {
                failed = failed.or(Some(error.into()));
                continue;
            }
        };
        for month in missing {
            match one(db, clock, organization, month).await {
                Ok(fresh) => built += u64::from(fresh),
                Err(fault) => failed = failed.or(Some(fault)),
            }
        }
    }
    failed.map_or(Ok(built), Err)
}

/// Whether it was built, by this call.
async fn one(db: &Db, clock: &Clock, organization: OrganizationId, month: Month) -> Answer<bool> {
    let (day, claimed) = (month.first(), clock.now());
    if !write::claim(db, organization, day, claimed, claimed - STALE).await? {
        return Ok(false);
    }
    let gathered = gather::gathered_unchecked(db, organization, month).await?;
    let claim = Claim { db, clock, organization, month, at: claimed };
    match claim.computed(gathered).await? {
        Ok(computed) => claim.keep(computed).await,
        Err(state) => {
            let now = clock.now();
            write::ended(db, organization, day, claimed, state, now).await?;
            Ok(false)
        }
    }
}

struct Claim<'a> {
    db: &'a Db,
    clock: &'a Clock,
    organization: OrganizationId,
    month: Month,
    at: DateTime<Utc>,
}

impl Claim<'_> {
    /// In a thread of its own, where it keeps nobody from being answered. How it ended, if it did
    /// not come to its end.
    async fn computed(&self, gathered: Gathered) -> Answer<Result<Computed, State>> {
        let running = Running::default();
        let reports = running.0.clone();
        let mut work = tokio::task::spawn_blocking(move || {
            let told = |share: f64| reports.told(share);
            computed(&Rules::default(), &gathered, Watch::new(&told))
        });
        loop {
            match tokio::time::timeout(LOOK, &mut work).await {
                Ok(Ok(Ok(computed))) => return Ok(Ok(computed)),
                Ok(Ok(Err(Stopped))) => return Ok(Err(State::Cancelled)),
                Ok(Err(gone)) => {
                    // The incident is in the log.
                    drop(Fault::internal(&gone));
                    return Ok(Err(State::Failed));
                }
                Err(_) => self.look(&running.0).await?,
            }
        }
    }

    async fn look(&self, reports: &Reports) -> Answer<()> {
        let (month, now) = (self.month.first(), self.clock.now());
        let progress = reports.percent.load(Ordering::Relaxed);
        let (db, organization) = (self.db, self.organization);
        let held = write::progressed(db, organization, month, self.at, progress, now).await?;
        let row = repo::any_month_unchecked(db, organization, month).await?;
        if !held || row.is_none_or(|row| row.cancel) {
            reports.stop.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    async fn keep(&self, computed: Computed) -> Answer<bool> {
        let release = serde_json::to_string(&computed.release);
        let release = release.map_err(|error| Fault::internal(&error))?;
        let row = |(member_id, own)| {
            let measures = serde_json::to_string(&own).map_err(|error| Fault::internal(&error))?;
            let (organization_id, month) = (self.organization, self.month.first());
            Ok(member::Model { organization_id, month, member_id, measures })
        };
        let own: Answer<Vec<_>> = computed.own.into_iter().map(row).collect();
        let (month, now) = (self.month.first(), self.clock.now());
        let built = write::built(self.db, self.organization, month, self.at, release, own?, now);
        Ok(built.await?)
    }
}

/// What a thread and who waits for it tell each other.
#[derive(Default)]
struct Reports {
    percent: AtomicI64,
    stop: AtomicBool,
}

impl Reports {
    fn told(&self, share: f64) -> bool {
        #[expect(clippy::cast_possible_truncation, reason = "from 0 to 100")]
        self.percent.store((share * 100.0) as i64, Ordering::Relaxed);
        !self.stop.load(Ordering::Relaxed)
    }
}

/// Whoever waits no more wants no result.
#[derive(Default)]
struct Running(Arc<Reports>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.stop.store(true, Ordering::Relaxed);
    }
}
