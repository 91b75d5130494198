//! Works the outbox off: each fact at least once, by one process at a time, again after a
//! while where it fails, until it is given up.

mod act;
mod ask;
mod pause;

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use futures_util::{FutureExt, future::join_all};
use identity::Directory;
use kernel::{
    Clock, Db, Secret,
    outbox::{self, Claimed},
};
use tokio::sync::Notify;

use crate::mail::{Failure, Mail};

/// After so many attempts a fact is given up: most of two days.
pub const MOST_ATTEMPTS: i64 = 50;
/// After so many, if it was refused rather than not reached.
pub const MOST_REFUSALS: i64 = 4;

/// Of the organisations in whose names it tells people something, in bytes.
const DIRECTORY: u64 = 16 << 20;

/// How the worker goes about it.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How often it looks, if nobody wakes it.
    pub look: Duration,
    /// Facts in work at once.
    pub at_once: u32,
    /// How long one may take.
    pub time: Duration,
    /// How long a claim lasts; longer than one may take, so that nobody else begins it.
    pub hold: Duration,
    /// How long what is in hand may take once the process is to stop.
    pub grace: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            look: Duration::from_secs(1),
            at_once: 8,
            time: Duration::from_mins(1),
            hold: Duration::from_mins(2),
            grace: Duration::from_secs(8),
        }
    }
}

/// One for each process; several processes share the work.
pub struct Worker {
    db: Db,
    clock: Clock,
    secret: Secret,
    mail: Mail,
    pace: Pace,
    wake: Arc<Notify>,
    /// Who is told, and what they may read.
    directory: Directory,
}

impl Worker {
    pub fn new(db: Db, clock: Clock, secret: Secret, mail: Mail, pace: Pace) -> Self {
        let directory = Directory::bounded(DIRECTORY);
        Self { db, clock, secret, mail, pace, wake: Arc::default(), directory }
    }

    /// Whoever notifies it makes the worker look at once.
    pub fn wake(&self) -> Arc<Notify> {
        self.wake.clone()
    }

    /// Until `stop` ends; then what is in hand is finished, or released if it takes too long.
    pub async fn run(self, stop: impl Future<Output = ()> + Send) {
        let stop = stop.shared();
        while stop.peek().is_none() {
            let begun = Instant::now();
            if self.round(stop.clone()).await == 0 {
                tokio::select! {
                    () = stop.clone() => {}
                    () = self.wake.notified() => {}
                    () = tokio::time::sleep(self.pace.look) => {}
                }
            } else {
                // As long as it worked: people who wait for an answer go first.
                tokio::select! {
                    () = stop.clone() => {}
                    () = tokio::time::sleep(begun.elapsed().min(self.pace.look)) => {}
                }
            }
        }
    }

    /// Works on what is due, and answers how many facts that were.
    async fn round(&self, stop: impl Future<Output = ()> + Send) -> usize {
        let claimed = match self.claim().await {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::warn!(%error, "the outbox cannot be read");
                return 0;
            }
        };
        let work = join_all(claimed.iter().map(|fact| self.work(fact)));
        let over = async {
            stop.await;
            tokio::time::sleep(self.pace.grace).await;
        };
        tokio::select! {
            _ = work => {}
            () = over => self.release(&claimed).await,
        }
        claimed.len()
    }

    async fn claim(&self) -> Result<Vec<Claimed>, sea_orm::DbErr> {
        if !outbox::is_due(&self.db, &self.clock).await? {
            return Ok(vec![]);
        }
        let hold = TimeDelta::from_std(self.pace.hold).unwrap_or(TimeDelta::MAX);
        outbox::claim(&self.db, &self.clock, hold, self.pace.at_once).await
    }

    /// Those that were finished meanwhile are not claimed any more, and stay as they are.
    async fn release(&self, claimed: &[Claimed]) {
        for fact in claimed {
            if let Err(error) = fact.release(&self.db).await {
                tracing::warn!(%error, fact = %fact.id, "a claim was not released; it will run out");
            }
        }
    }

    async fn work(&self, fact: &Claimed) {
        let act = AssertUnwindSafe(self.act(fact)).catch_unwind();
        let acted = match tokio::time::timeout(self.pace.time, act).await {
            Ok(Ok(acted)) => acted,
            Ok(Err(_)) => Err(Failure::passing("panic")),
            Err(_) => Err(Failure::passing("not done in time")),
        };
        let written = match acted {
            Ok(()) => {
                metrics::counter!("hei_outbox_done_total").increment(1);
                fact.done(&self.db, &self.clock).await
            }
            Err(failure) => self.failed(fact, &failure).await,
        };
        if let Err(error) = written {
            tracing::warn!(%error, fact = %fact.id, "what became of a fact was not written");
        }
    }

    async fn failed(&self, fact: &Claimed, failure: &Failure) -> Result<bool, sea_orm::DbErr> {
        let most = if failure.refused { MOST_REFUSALS } else { MOST_ATTEMPTS };
        let (words, topic) = (&*failure.words, &*fact.topic);
        if fact.attempts >= most {
            metrics::counter!("hei_outbox_given_up_total").increment(1);
            tracing::error!(fact = %fact.id, topic, words, "a fact of the outbox is given up");
            return fact.give_up(&self.db, &self.clock, words).await;
        }
        metrics::counter!("hei_outbox_put_off_total").increment(1);
        tracing::warn!(fact = %fact.id, topic, words, attempt = fact.attempts, "to be tried again");
        let until = self.clock.now() + pause::after(fact.attempts, self.clock.bytes());
        fact.put_off(&self.db, until, words).await
    }
}
