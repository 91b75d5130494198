//! Stepping back until everybody else of the task had their turn.

use std::{
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use futures_util::task::AtomicWaker;

/// Ready when the task is polled anew. `tokio::task::yield_now` alone is ready when it is
/// polled again, which may be within the same round: the fields of a connection stand in a
/// set that polls whom it sees woken, and whoever tells a sibling wakes themself.
#[derive(Default)]
pub struct NextRound(Option<Arc<Turn>>);

#[derive(Default)]
struct Turn {
    over: AtomicBool,
    task: AtomicWaker,
}

/// The runtime wakes it after the round.
impl Wake for Turn {
    fn wake(self: Arc<Self>) {
        self.over.store(true, Ordering::Release);
        self.task.wake();
    }
}

impl Future for NextRound {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let first = self.0.is_none();
        let turn = self.0.get_or_insert_default();
        turn.task.register(cx.waker());
        if first {
            let waker = Waker::from(turn.clone());
            let deferred = pin!(tokio::task::yield_now());
            return deferred.poll(&mut Context::from_waker(&waker));
        }
        if turn.over.load(Ordering::Acquire) { Poll::Ready(()) } else { Poll::Pending }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::{FutureExt, StreamExt, future::join, stream::FuturesUnordered};

    use super::*;

    /// Wakes itself once, and so is polled again by a set in the same round.
    async fn wake_oneself() {
        let mut woken = false;
        std::future::poll_fn(|cx| {
            if std::mem::replace(&mut woken, true) {
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    #[tokio::test]
    async fn a_round_is_not_over_because_somebody_woke_themself() {
        let (asked, told) = (AtomicBool::new(false), AtomicBool::new(false));
        let mut set = FuturesUnordered::new();
        set.push(
            async {
                // A set looks at each once in the first round.
                tokio::task::yield_now().await;
                join(NextRound::default(), wake_oneself()).await;
                told.store(asked.load(Ordering::Relaxed), Ordering::Relaxed);
            }
            .boxed(),
        );
        set.push(std::future::pending().boxed());
        let other = async {
            tokio::task::yield_now().await;
            asked.store(true, Ordering::Relaxed);
        };
        join(set.next(), other).await;
        assert!(told.load(Ordering::Relaxed), "the other had no turn");
    }
}
