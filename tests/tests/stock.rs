//! async-graphql-axum as it comes, which the server does not mount: what it would let through.
//!
//! A test here that fails says that a reason of `docs/adr/guard-and-handler.md` is gone.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_graphql::{Context, EmptySubscription, Object, Schema};
use async_graphql_axum::GraphQL;
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
    routing::any_service,
};
use http_body_util::BodyExt;
use tower::ServiceExt;

struct Query;

#[Object]
impl Query {
    async fn ok(&self) -> bool {
        true
    }

    async fn fails(&self) -> Result<Option<bool>, std::io::Error> {
        Err(std::io::Error::other("relation \"person\" does not exist"))
    }
}

struct Mutation;

#[Object]
impl Mutation {
    async fn raise(&self, ctx: &Context<'_>) -> usize {
        ctx.data_unchecked::<Arc<AtomicUsize>>().fetch_add(1, Ordering::Relaxed) + 1
    }
}

async fn ask(request: Request<Body>) -> (StatusCode, String) {
    let schema = Schema::build(Query, Mutation, EmptySubscription)
        .data(Arc::<AtomicUsize>::default())
        .finish();
    let stock = Router::new().route("/graphql", any_service(GraphQL::new(schema)));
    let (head, body) = stock.oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (head.status, String::from_utf8(body.to_vec()).unwrap())
}

fn post(kind: Option<&str>, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post("/graphql");
    let request = match kind {
        Some(kind) => request.header("content-type", kind),
        None => request,
    };
    request.body(body.into()).unwrap()
}

#[tokio::test]
async fn it_runs_mutations_that_come_by_get() {
    let request = Request::get("/graphql?query=mutation%7Braise%7D").body(Body::empty()).unwrap();
    let (_, body) = ask(request).await;
    assert_eq!(body, r#"{"data":{"raise":1}}"#);
}

#[tokio::test]
async fn it_takes_what_a_page_of_another_site_can_send() {
    for kind in [None, Some("text/plain")] {
        let (_, body) = ask(post(kind, r#"{"query":"mutation{raise}"}"#)).await;
        assert_eq!(body, r#"{"data":{"raise":1}}"#, "{kind:?}");
    }
}

#[tokio::test]
async fn it_runs_as_many_requests_in_one_as_come() {
    let many = format!("[{}]", vec![r#"{"query":"mutation{raise}"}"#; 1_000].join(","));
    let (_, body) = ask(post(Some("application/json"), many)).await;
    assert!(body.contains(r#"{"data":{"raise":1000}}"#), "{}", &body[body.len() - 200..]);
}

#[tokio::test]
async fn it_reads_bodies_of_any_size() {
    let long = format!(r#"{{"query":"{{ok}}","x":"{}"}}"#, "x".repeat(8 << 20));
    let (status, body) = ask(post(Some("application/json"), long)).await;
    assert_eq!((status, &*body), (StatusCode::OK, r#"{"data":{"ok":true}}"#));
}

#[tokio::test]
async fn it_tells_what_the_inside_says() {
    let (_, body) = ask(post(Some("application/json"), r#"{"query":"{fails}"}"#)).await;
    assert!(body.contains("relation \\\"person\\\""), "{body}");
    let (_, body) = ask(post(Some("application/json"), "not json")).await;
    assert!(body.contains("InvalidRequest"), "Rust's own words: {body}");
}
