//! What is a request at all.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::json;
use tests::{Reply, World, code, on_both, world::settings};

const QUERY: &str = r#"{"query":"{ __typename }"}"#;

async fn send(world: &World, method: &str, kind: Option<&str>, body: &str) -> Reply {
    let mut request = Request::builder().method(method).uri("/graphql");
    if let Some(kind) = kind {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    world.client.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

on_both! {
    async fn r13_only_get_and_post(world: &World) {
        for method in ["PUT", "DELETE", "PATCH", "HEAD", "TRACE", "OPTIONS", "PROPFIND"] {
            let reply = send(world, method, Some("application/json"), QUERY).await;
            assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
            assert_eq!(reply.header("allow"), "GET, POST", "{method}");
        }
        for kind in [
            None,
            Some("text/plain"),
            Some("application/x-www-form-urlencoded"),
            Some("multipart/form-data; boundary=x"),
            Some("application/graphql"),
            Some("application/json; charset=utf-16"),
        ] {
            let reply = send(world, "POST", kind, QUERY).await;
            assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind:?}");
            assert_eq!(code(&reply.json()), Some("BAD_USER_INPUT"));
        }
        let reply = send(world, "POST", Some("application/json"), QUERY).await;
        assert_eq!(reply.status, StatusCode::OK, "{reply:?}");
    }
}

on_both! {
    async fn r13_by_get_there_are_only_queries(world: &World) {
        let get = async |address: &str, site: Option<&str>| {
            let mut request = Request::get(address);
            if let Some(site) = site {
                request = request.header("sec-fetch-site", site);
            }
            world.client.send(request.body(Body::empty()).unwrap()).await
        };
        let query = "/graphql?query=%7B__typename%7D";
        assert_eq!(get(query, None).await.status, StatusCode::OK);
        assert_eq!(get(query, Some("same-origin")).await.status, StatusCode::OK);
        assert_eq!(get(query, Some("cross-site")).await.status, StatusCode::FORBIDDEN);
        let before = world.count("session").await;
        let mutation = "/graphql?query=mutation%7BsignOut%7Berrors%7Bcode%7D%7D%7D";
        let reply = get(mutation, None).await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{reply:?}");
        assert_eq!(world.count("session").await, before);
    }
}

#[tokio::test]
async fn r13_one_switch_turns_get_off() {
    let settings = gateway::http::Settings { get_requests: false, ..settings() };
    let world = World::with(tests::Engine::Sqlite, settings).await;
    let get = Request::get("/graphql?query=%7B__typename%7D").body(Body::empty()).unwrap();
    assert_eq!(world.client.send(get).await.status, StatusCode::METHOD_NOT_ALLOWED);
    world.end().await;
}

on_both! {
    async fn r09_several_requests_in_one_are_refused(world: &World) {
        let two = format!("[{QUERY},{QUERY}]");
        let reply = send(world, "POST", Some("application/json"), &two).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST);
        assert_eq!(code(&reply.json()), Some("BAD_USER_INPUT"));
    }
}

on_both! {
    async fn r10_a_long_body_is_refused(world: &World) {
        let long = json!({ "query": "{ __typename }", "variables": { "x": "a".repeat(1 << 20) } });
        let reply = send(world, "POST", Some("application/json"), &long.to_string()).await;
        assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(code(&reply.json()), Some("BAD_USER_INPUT"));
        let (chunk, many) = (vec![b' '; 64 * 1024], 40);
        let stream = (0..many).map(move |_| Ok::<_, std::io::Error>(chunk.clone()));
        let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
        let body = Body::from_stream(futures_util::stream::iter(stream));
        let reply = world.client.send(request.body(body).unwrap()).await;
        assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE, "in chunks");
    }
}

on_both! {
    async fn r11_variables_are_modest(world: &World) {
        let deep = (0..33).fold(json!(1), |inner, _| json!([inner]));
        let long = json!(vec!["member_x"; 251]);
        for (what, value) in [("deep", deep), ("long", long)] {
            let asked = json!({ "query": "{ __typename }", "variables": { "x": value } });
            let reply = world.client.post(None, &asked).await;
            assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{what}");
        }
    }
}

/// What a browser asks first, and what it then asks, of a page of this site.
async fn of_site(world: &World, origin: &str) -> [Reply; 2] {
    let first = Request::builder().method(Method::OPTIONS).uri("/graphql");
    let first = first
        .header(header::ORIGIN, origin)
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
        .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "content-type,x-hei-csrf");
    let then = Request::post("/graphql")
        .header(header::ORIGIN, origin)
        .header(header::CONTENT_TYPE, "application/json");
    [
        world.client.send(first.body(Body::empty()).unwrap()).await,
        world.client.send(then.body(Body::from(QUERY)).unwrap()).await,
    ]
}

/// Pages of other sites may not ask; those that are listed may.
#[tokio::test]
async fn r13_no_site_reads_answers_unless_it_is_listed() {
    let ours = "https://app.example";
    let settings = gateway::http::Settings { origins: vec![ours.to_owned()], ..settings() };
    let world = World::with(tests::Engine::Sqlite, settings).await;
    let [first, then] = of_site(&world, ours).await;
    assert_eq!((first.status, then.status), (StatusCode::NO_CONTENT, StatusCode::OK));
    assert_eq!(first.header("access-control-allow-methods"), "GET, POST");
    let allowed = first.header("access-control-allow-headers");
    assert!(["authorization", "content-type", "x-hei-csrf"].iter().all(|it| allowed.contains(it)));
    for reply in [&first, &then] {
        assert_eq!(reply.header("access-control-allow-origin"), ours);
        assert_eq!(reply.header("access-control-allow-credentials"), "true");
        assert_eq!(reply.header("vary"), "origin");
    }
    assert_eq!(then.json()["data"]["__typename"], "Query");
    for other in [
        "https://evil.example",
        "http://app.example",
        "https://app.example.evil.example",
        "https://app.example:8443",
        "null",
    ] {
        let [first, then] = of_site(&world, other).await;
        assert_eq!(first.status, StatusCode::METHOD_NOT_ALLOWED, "{other}");
        for reply in [first, then] {
            let told = reply.headers.keys().filter(|it| it.as_str().starts_with("access-control"));
            assert_eq!(told.count(), 0, "{other} {reply:?}");
        }
    }
    world.end().await;
    // By default none is.
    let world = World::on(tests::Engine::Sqlite).await;
    assert_eq!(of_site(&world, ours).await[1].header("access-control-allow-origin"), "");
    world.end().await;
}
