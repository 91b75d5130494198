//! Told to stop: what was begun is finished, nothing else is begun.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::{Value, json};
use tests::{Engine, Persona, Process, World};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const IN_FLIGHT: usize = 30;

/// A request whose last byte is still to come.
async fn begun(url: &str, token: &str) -> TcpStream {
    let body = body();
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body.as_bytes()[..body.len() - 1]).await.unwrap();
    stream.flush().await.unwrap();
    stream
}

fn body() -> String {
    json!({ "query": "{ viewer { id memberships { displayName } } }" }).to_string()
}

#[tokio::test]
async fn r61_what_was_begun_is_finished() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if !engine.is_there() {
            continue;
        }
        let world = World::real(engine).await;
        let token = world.token(Persona::Member).unwrap();
        let mut process = Process::over(&world.database, &[]).await;
        let ready = reqwest::get(format!("{}/readyz", process.url)).await.unwrap();
        assert_eq!(ready.status(), StatusCode::OK);
        let mut streams = vec![];
        for _ in 0..IN_FLIGHT {
            streams.push(begun(&process.url, &token).await);
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        let began = Instant::now();
        process.signal("TERM");
        tokio::time::sleep(Duration::from_millis(200)).await;
        let ready = reqwest::get(format!("{}/readyz", process.url)).await;
        assert!(
            ready.map_or(true, |it| it.status() == StatusCode::SERVICE_UNAVAILABLE),
            "it is ready"
        );
        let mut finished = 0;
        for mut stream in streams {
            stream.write_all(b"}").await.unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await.unwrap();
            let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
            let told: Value = serde_json::from_str(body).unwrap_or_else(|_| panic!("{answer}"));
            assert!(told["data"]["viewer"]["id"].is_string(), "{answer}");
            finished += 1;
        }
        assert_eq!(finished, IN_FLIGHT);
        let ended = tokio::time::timeout(Duration::from_secs(15), process.child.wait()).await;
        let status = ended.expect("it ends in time").unwrap();
        assert_eq!(status.code(), Some(0));
        assert!(began.elapsed() < Duration::from_secs(15));
        world.end().await;
    }
}
