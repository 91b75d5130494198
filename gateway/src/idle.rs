//! How many requests of a connection are in work, and since when there was none.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::sync::watch;

/// The requests of one connection.
#[derive(Clone)]
pub struct Open(Arc<watch::Sender<usize>>);

/// One of them, until it is answered to the end.
pub struct Held(Open);

impl Open {
    pub fn none() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }

    pub fn one(&self) -> Held {
        self.0.send_modify(|open| *open += 1);
        Held(self.clone())
    }

    /// Ends when there was none for so long.
    pub async fn idle(&self, time: Duration) {
        let mut open = self.0.subscribe();
        loop {
            let busy = *open.borrow_and_update() > 0;
            let changed = open.changed();
            if busy {
                drop(changed.await);
            } else if tokio::time::timeout(time, changed).await.is_err() {
                return;
            }
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.0.send_modify(|open| *open -= 1);
    }
}

impl Held {
    /// The answer's body, at whose end the request is over.
    pub fn until_sent(self, body: Body) -> Body {
        Body::new(Sent { body, _held: self })
    }
}

struct Sent {
    body: Body,
    _held: Held,
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;
    use tokio::time::{sleep, timeout};

    use super::*;

    const TIME: Duration = Duration::from_millis(200);

    #[tokio::test]
    async fn a_connection_is_idle_from_the_end_of_its_last_answer_on() {
        let open = Open::none();
        let (first, second) = (open.one(), open.one());
        let mut idle = std::pin::pin!(open.idle(TIME));
        drop(first);
        assert!(timeout(TIME * 2, idle.as_mut()).await.is_err(), "one is in work");
        let body = second.until_sent(Body::from("told"));
        assert!(timeout(TIME * 2, idle.as_mut()).await.is_err(), "it is not yet told");
        assert_eq!(body.collect().await.unwrap().to_bytes(), "told");
        assert!(timeout(TIME / 2, idle.as_mut()).await.is_err(), "not for long");
        drop(open.one());
        assert!(timeout(TIME * 3 / 4, idle.as_mut()).await.is_err(), "and again not for long");
        sleep(TIME).await;
        assert!(timeout(TIME / 2, idle).await.is_ok());
    }
}
