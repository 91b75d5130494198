//! Modules run a few at a time beside the requests, and one of an organisation after the other, so
//! that what one organisation brought keeps no other waiting.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use kernel::{Answer, Fault, OrganizationId};
use tokio::sync::Semaphore;

const AT_ONCE: usize = 2;
/// Who comes when so many of one organisation are at work or wait is sent away.
const OF_ONE: usize = 8;
/// Likewise of all together.
const OF_ALL: usize = 64;
/// When a full line has been worked off, in seconds.
const RETRY_AFTER: u64 = 5;

/// The process's.
pub static TURNS: Turns = Turns::new();

pub struct Turns {
    at_work: Semaphore,
    lines: Mutex<BTreeMap<OrganizationId, Line>>,
}

struct Line {
    /// Those at work and those who wait.
    long: usize,
    turn: Arc<Semaphore>,
}

/// A place in the line of an organisation, until it is dropped.
struct Stands(&'static Turns, OrganizationId);

impl Turns {
    const fn new() -> Self {
        Self { at_work: Semaphore::const_new(AT_ONCE), lines: Mutex::new(BTreeMap::new()) }
    }

    /// On a thread that may block, once it is this one's turn. The turn ends with the work, even
    /// where nobody waits for it any more.
    pub async fn run<T: Send + 'static>(
        &'static self,
        of: OrganizationId,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Answer<T> {
        let (stands, line) = self.join(of).ok_or_else(|| Fault::rate_limited(RETRY_AFTER))?;
        let closed = |closed| Fault::internal(&closed);
        let own = line.acquire_owned().await.map_err(closed)?;
        let turn = self.at_work.acquire().await.map_err(closed)?;
        let done = tokio::task::spawn_blocking(move || {
            let _held = (turn, own, stands);
            work()
        });
        done.await.map_err(|gone| Fault::internal(&gone))
    }

    fn join(&'static self, of: OrganizationId) -> Option<(Stands, Arc<Semaphore>)> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = lines.values().map(|it| it.long).sum();
        let long = lines.get(&of).map_or(0, |it| it.long);
        if long >= OF_ONE || all >= OF_ALL {
            return None;
        }
        let line =
            lines.entry(of).or_insert_with(|| Line { long: 0, turn: Arc::new(Semaphore::new(1)) });
        line.long += 1;
        Some((Stands(self, of), line.turn.clone()))
    }
}

impl Drop for Stands {
    fn drop(&mut self) {
        let mut lines = self.0.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.get_mut(&self.1) {
            line.long -= 1;
            if line.long == 0 {
                lines.remove(&self.1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use futures_util::future::join_all;
    use kernel::{Clock, Code};

    use super::*;

    fn somebody() -> OrganizationId {
        OrganizationId(Clock::system().random_id())
    }

    /// One of an organisation works, seven wait, the rest is told when to come again; another
    /// organisation is served meanwhile.
    #[tokio::test]
    async fn one_organisation_s_line_is_bounded_and_keeps_no_other_waiting() {
        static FULL: Turns = Turns::new();
        let (one, other) = (somebody(), somebody());
        let (free, freed) = mpsc::channel::<()>();
        let endless = tokio::spawn(FULL.run(one, move || freed.recv()));
        tokio::task::yield_now().await;
        let many = join_all((0..20).map(|_| FULL.run(one, || ())));
        let meanwhile = async {
            assert_eq!(FULL.run(other, || 7).await, Ok(7));
            free.send(()).unwrap();
        };
        let (done, ()) = tokio::join!(many, meanwhile);
        endless.await.unwrap().unwrap().unwrap();
        let refused: Vec<_> = done.iter().filter_map(|it| it.as_ref().err()).collect();
        assert_eq!(refused.len(), 20 - (OF_ONE - 1));
        assert!(refused.iter().all(|it| it.code == Code::RateLimited));
        assert!(refused.iter().all(|it| it.retry_after() == Some(RETRY_AFTER)));
        assert!(FULL.lines.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn all_lines_together_are_bounded() {
        static FULL: Turns = Turns::new();
        let held = FULL.at_work.acquire_many(2).await.unwrap();
        let all = (0..OF_ALL + 5).map(|_| FULL.run(somebody(), || ()));
        let release = async {
            tokio::task::yield_now().await;
            drop(held);
        };
        let (done, ()) = tokio::join!(join_all(all), release);
        assert_eq!(done.iter().filter(|it| it.is_err()).count(), 5);
    }
}
