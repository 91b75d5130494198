//! Whatever a route does, it is answered.

use std::time::Instant;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
    routing::get,
};
use gateway::http::router;
use serde_json::json;
use tests::{Client, World, code, on_both};

/// A server with routes that go wrong, beside those it has.
fn with_more(world: &World) -> Client {
    let panics = get(async || -> &'static str { panic!("the word of the inside") });
    let waits = get(async || std::future::pending::<&'static str>().await);
    let more = Router::new().route("/panics", panics).route("/waits", waits);
    Client::Here(router(world.server.clone(), more))
}

on_both! {
    async fn r15_a_panic_of_any_route_is_an_answer(world: &World) {
        let client = with_more(world);
        let ask = async |path: &str| {
            client.send(Request::get(path).body(Body::empty()).unwrap()).await
        };
        let reply = ask("/panics").await;
        assert_eq!(reply.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(code(&reply.json()), Some("INTERNAL"));
        assert!(reply.json()["errors"][0]["extensions"]["incident"].is_string(), "{reply:?}");
        assert!(!reply.text.contains("inside"), "{reply:?}");
        assert_eq!(reply.header("cache-control"), "no-store");
        assert_eq!(ask("/readyz").await.status, StatusCode::OK, "the process lives");
    }
}

#[tokio::test]
async fn r12_any_route_ends_in_time() {
    let world = World::on(tests::Engine::Sqlite).await;
    let client = with_more(&world);
    let began = Instant::now();
    let reply = client.send(Request::get("/waits").body(Body::empty()).unwrap()).await;
    assert!((10..=13).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(code(&reply.json()), Some("UNAVAILABLE"));
    world.end().await;
}

/// Beside GraphQL too there is only so much room.
#[tokio::test]
async fn r68_a_full_house_turns_away_at_every_door() {
    let settings = gateway::http::Settings { at_once: 0, ..tests::world::settings() };
    let world = World::with(tests::Engine::Sqlite, settings).await;
    for path in ["/photo/user_01h455vb4pex5vsknk084sn02q", "/schema.graphql"] {
        let reply = world.client.send(Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(reply.json()["errors"][0]["extensions"]["retryAfter"], json!(1), "{path}");
    }
    world.end().await;
}
