//! Who takes too long is let go.

use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Statement};
use tests::{Engine, Process, World, on_both};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// What comes back of bytes that never become a request, and after how long.
async fn dawdle(url: &str, bytes: &str) -> (String, Duration) {
    let address = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let began = Instant::now();
    let mut answer = String::new();
    let read = timeout(Duration::from_secs(40), stream.read_to_string(&mut answer)).await;
    drop(read.expect("it is let go"));
    (answer, began.elapsed())
}

#[tokio::test]
async fn r12_heads_and_bodies_come_in_time() {
    let world = World::real(Engine::Sqlite).await;
    let process = Process::over(&world.database, &[]).await;
    let head = "POST /graphql HTTP/1.1\r\nhost: x\r\n";
    let body = format!("{head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{{");
    let ((_, after_head), (answer, after_body)) =
        tokio::join!(dawdle(&process.url, head), dawdle(&process.url, &body));
    assert!((9..=14).contains(&after_head.as_secs()), "{after_head:?}");
    assert!((29..=35).contains(&after_body.as_secs()), "{after_body:?}");
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("BAD_USER_INPUT"), "{answer}");
    world.end().await;
}

/// What HTTP/2 says first, and a frame of settings that asks for nothing.
const HELLO: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
const PING: u8 = 6;

/// Answers pings, and asks nothing, until it is let go.
async fn only_answers_pings(address: &str) -> (u32, Duration) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(HELLO).await.unwrap();
    let (began, mut pings) = (Instant::now(), 0);
    let listen = async {
        let mut head = [0; 9];
        while stream.read_exact(&mut head).await.is_ok() {
            let length = usize::from(head[1]) << 8 | usize::from(head[2]);
            let mut said = vec![0; length];
            if stream.read_exact(&mut said).await.is_err() {
                break;
            }
            if head[3] == PING && head[4] == 0 {
                pings += 1;
                head[4] = 1;
                let answer = [&head[..], &said].concat();
                if stream.write_all(&answer).await.is_err() {
                    break;
                }
            }
        }
    };
    timeout(Duration::from_secs(40), listen).await.expect("it is let go");
    (pings, began.elapsed())
}

#[tokio::test]
async fn r12_whoever_asks_nothing_has_no_place() {
    let world = World::real(Engine::Sqlite).await;
    let process = Process::over(&world.database, &[]).await;
    let address = process.url.trim_start_matches("http://");
    let asks_once = "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
    let ((pings, after), (answer, after_http1)) =
        tokio::join!(only_answers_pings(address), dawdle(&process.url, asks_once));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(pings > 0, "it was heard that the peer lives");
    for after in [after, after_http1] {
        assert!((9..=14).contains(&after.as_secs()), "{after:?}");
    }
    world.end().await;
}

on_both! {
    async fn r12_statements_end_in_time(world: &World) {
        if world.engine == Engine::Postgres {
            let rows = world.rows("select current_setting('statement_timeout') as t").await;
            assert_eq!(rows[0].try_get::<String>("", "t").unwrap(), "5s");
            let sleep = Statement::from_string(world.db.get_database_backend(), "select pg_sleep(20)");
            let began = Instant::now();
            assert!(world.db.query_all_raw(sleep).await.is_err());
            assert!((4..=8).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
        } else {
            // A reader waits for no writer, and a writer at most this long.
            let rows = world.rows("pragma busy_timeout").await;
            assert_eq!(rows[0].try_get_by_index::<i64>(0).unwrap(), 5_000);
        }
    }
}
