//! Pictures are made a few at a time beside the requests: each takes memory and a core for a
//! while.

use kernel::{Answer, Fault};
use tokio::sync::Semaphore;

use super::picture::{NotAPicture, square};

const AT_ONCE: usize = 2;
/// Who comes when so many wait is sent away.
const WAITING: usize = 16;
/// When a full queue has been worked off, in seconds.
const RETRY_AFTER: u64 = 5;

/// The process's.
pub static TURNS: Turns = Turns::new();

pub struct Turns {
    /// Those at work and those who wait.
    places: Semaphore,
    at_work: Semaphore,
}

impl Turns {
    const fn new() -> Self {
        Self {
            places: Semaphore::const_new(AT_ONCE + WAITING),
            at_work: Semaphore::const_new(AT_ONCE),
        }
    }

    /// On a thread that may block, once it is this one's turn. The turn ends with the work, even
    /// where nobody waits for it any more.
    pub async fn square(&'static self, file: Vec<u8>) -> Answer<Result<Vec<u8>, NotAPicture>> {
        let place = self.places.try_acquire().map_err(|_| Fault::rate_limited(RETRY_AFTER))?;
        let turn = self.at_work.acquire().await.map_err(|closed| Fault::internal(&closed))?;
        let made = tokio::task::spawn_blocking(move || {
            let _held = (place, turn);
            square(&file)
        });
        made.await.map_err(|gone| Fault::internal(&gone))
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;
    use kernel::Code;

    use super::*;

    /// Two work, sixteen wait, and the rest is told when to come again.
    #[tokio::test]
    async fn the_queue_is_bounded() {
        static FULL: Turns = Turns::new();
        let held = FULL.at_work.acquire_many(2).await.unwrap();
        let many = (0..30).map(|_| FULL.square(vec![]));
        let release = async {
            tokio::task::yield_now().await;
            assert_eq!(FULL.places.available_permits(), 0);
            drop(held);
        };
        let (done, ()) = tokio::join!(join_all(many), release);
        let refused: Vec<_> = done.iter().filter_map(|it| it.as_ref().err()).collect();
        assert_eq!(refused.len(), 30 - AT_ONCE - WAITING);
        assert!(refused.iter().all(|it| it.code == Code::RateLimited));
        assert!(refused.iter().all(|it| it.retry_after() == Some(RETRY_AFTER)));
        assert_eq!(FULL.places.available_permits(), AT_ONCE + WAITING);
    }
}
