//! Takes connections, gives each a time to speak, and finishes what it has begun.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::Request};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};
use tower::ServiceExt;

use crate::{
    http::{Peer, Server},
    idle::Open,
};

/// How long a request's head may take to come, and a connection's first words; so also how long
/// a connection may stand idle.
const HEAD: Duration = Duration::from_secs(10);
/// How soon a connection that has said a part of them is listened to again.
const PIECES: Duration = Duration::from_millis(20);
/// What a connection of HTTP/2 begins with.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// How long what was begun may take to end.
const GRACE: Duration = Duration::from_secs(14);
/// Connections at once; more wait at the door.
const CONNECTIONS: u32 = 4_096;

/// Until `stop` ends; then what was accepted is finished, and the process may end.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    server: Arc<Server>,
    stop: impl Future<Output = ()>,
) {
    let room = Arc::new(Semaphore::new(CONNECTIONS as usize));
    let (closing, closed) = watch::channel(());
    let mut stop = std::pin::pin!(stop);
    loop {
        let place = tokio::select! {
            place = room.clone().acquire_owned() => place,
            () = &mut stop => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file handles, most likely: others must end first.
                tracing::warn!(%error, "cannot accept");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        drop(stream.set_nodelay(true));
        let (router, mut closed) = (router.clone(), closed.clone());
        tokio::spawn(async move {
            let version = tokio::select! {
                biased;
                version = first_words(&stream, HEAD) => version,
                // Nothing was asked yet.
                _ = closed.changed() => None,
            };
            if let Some(version) = version {
                converse(stream, peer, router, version, closed).await;
            }
            drop(place);
        });
    }
    drop(closing);
    server.drain();
    drop(listener);
    // Each connection holds a place until its end.
    tokio::select! {
        _ = room.acquire_many(CONNECTIONS) => {}
        () = tokio::time::sleep(GRACE) => tracing::warn!("requests were cut off"),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    Http1,
    Http2,
}

/// What a connection speaks; none, if it does not say so in time. hyper-util would wait for ever:
/// whoever connects and says nothing would keep a place from others.
async fn first_words(stream: &TcpStream, time: Duration) -> Option<Version> {
    let listen = async {
        let mut said = [0; PREFACE.len()];
        loop {
            match stream.peek(&mut said).await {
                Ok(0) | Err(_) => return None,
                Ok(length) if !PREFACE.starts_with(&said[..length]) => return Some(Version::Http1),
                Ok(length) if length == PREFACE.len() => return Some(Version::Http2),
                // What was said is there to be seen again at once.
                Ok(_) => tokio::time::sleep(PIECES).await,
            }
        }
    };
    tokio::time::timeout(time, listen).await.ok().flatten()
}

/// Answers what comes over a connection until it ends. What was begun is finished when the
/// process is to end, and when the connection is idle: HTTP/1 sees to that itself.
async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    version: Version,
    mut closed: watch::Receiver<()>,
) {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD).max_headers(64);
    let mut http2 = builder.http2();
    http2.timer(TokioTimer::new()).max_concurrent_streams(64);
    // A peer that is gone, or does not speak on, is found out.
    http2.keep_alive_interval(HEAD).keep_alive_timeout(HEAD);
    let builder = match version {
        Version::Http1 => builder.http1_only(),
        Version::Http2 => builder.http2_only(),
    };
    let open = Open::none();
    let counted = open.clone();
    let service = tower::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        let held = (version == Version::Http2).then(|| counted.one());
        let answer = router.clone().oneshot(request.map(Body::new));
        async move {
            let answer = answer.await?;
            Ok::<_, Infallible>(match held {
                Some(held) => answer.map(|body| held.until_sent(body)),
                None => answer,
            })
        }
    });
    let connection =
        builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = std::pin::pin!(connection);
    let idle = async {
        match version {
            Version::Http1 => std::future::pending().await,
            Version::Http2 => open.idle(HEAD).await,
        }
    };
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        _ = closed.changed() => None,
        () = idle => None,
    };
    let ended = if let Some(ended) = ended {
        ended
    } else {
        connection.as_mut().graceful_shutdown();
        connection.await
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke off");
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWriteExt;

    use super::*;

    async fn heard(said: &[&[u8]]) -> Option<Version> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let mut there = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (here, _) = listener.accept().await.unwrap();
        let say = async {
            for piece in said {
                there.write_all(piece).await.unwrap();
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let (version, ()) = tokio::join!(first_words(&here, Duration::from_millis(500)), say);
        version
    }

    #[tokio::test]
    async fn r12_whoever_says_nothing_has_no_place() {
        let silences: [&[&[u8]]; 3] = [&[], &[b"P"], &[b"PRI * HTTP/2.0\r\n"]];
        for silent in silences {
            assert_eq!(heard(silent).await, None, "{silent:?}");
        }
        let words: [&[&[u8]]; 2] = [&[b"GET / HTTP/1.1\r\n"], &[b"P", b"OST /graphql"]];
        for spoken in words {
            assert_eq!(heard(spoken).await, Some(Version::Http1));
        }
        let (first, rest) = PREFACE.split_at(5);
        assert_eq!(heard(&[first, rest]).await, Some(Version::Http2));
    }
}
