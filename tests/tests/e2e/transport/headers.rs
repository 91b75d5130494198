//! What stands around an answer, and what no answer tells.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};
use tests::{Persona, code, on_both};

const CODES: [&str; 9] = [
    "UNAUTHENTICATED",
    "FORBIDDEN",
    "NOT_FOUND",
    "BAD_USER_INPUT",
    "CONFLICT",
    "RATE_LIMITED",
    "LIMIT_EXCEEDED",
    "UNAVAILABLE",
    "INTERNAL",
];

on_both! {
    async fn r16_every_answer_has_its_headers(world: &World) {
        for path in ["/graphql", "/healthz", "/readyz", "/schema.graphql", "/nowhere"] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let reply = world.client.send(request).await;
            assert_eq!(reply.header("cache-control"), "no-store", "{path}");
            assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
            assert!(reply.header("content-type").contains("charset=utf-8"), "{path}: {reply:?}");
            for banner in ["server", "x-powered-by"] {
                assert_eq!(reply.header(banner), "", "{path}");
            }
        }
    }
}

on_both! {
    async fn an_answer_has_the_id_by_which_the_log_knows_it(world: &World) {
        let token = world.token(Persona::Member);
        let asked = json!({ "query": "{ viewer { id } }" });
        let reply = world.client.post(token.as_deref(), &asked).await;
        let id = reply.header("x-request-id");
        assert_eq!(id.len(), 32);
        assert_eq!(reply.json()["extensions"]["requestId"], id);
        let again = world.client.post(token.as_deref(), &asked).await;
        assert_ne!(again.header("x-request-id"), id);
    }
}

on_both! {
    /// Every failure is JSON with a code of the closed set and no word of the inside.
    async fn r15_failures_are_told_by_code(world: &World) {
        for body in [
            "{", "[]", "7", "{}", r#"{"query":7}"#, r#"{"query":"{"}"#, r#"{"query":"{ nothing }"}"#,
            r#"{"query":"{ node(id: 7) { id } }"}"#, r#"{"query":"{ node(id: \"user_x\") { id } }"}"#,
            r#"{"query":"query A { __typename } query B { __typename }"}"#,
            r#"{"query":"query($x: Int!) { __typename }"}"#,
            r#"{"query":"query($x: ID!) { node(id: $x) { id } }","variables":{"x":null}}"#,
            r#"{"query":"mutation { giveFeedback(input: {}) { errors { code } } }"}"#,
            r#"{"query":"{ viewer { id } }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}"#,
            r#"{"query":"subscription { x }"}"#,
            r#"{"query":"{ a: viewer { id } a: privacyPolicy { id } }"}"#,
        ] {
            let request = Request::post("/graphql")
                .header(header::CONTENT_TYPE, "application/json")
                .header(header::ACCEPT, "application/graphql-response+json")
                .header(header::AUTHORIZATION, format!("Bearer {}", world.token(Persona::Member).unwrap()));
            let reply = world.client.send(request.body(Body::from(body)).unwrap()).await;
            let answer = reply.json();
            let errors = answer["errors"].as_array().unwrap_or_else(|| panic!("{body}: {answer}"));
            for error in errors {
                let code = error["extensions"]["code"].as_str().unwrap_or_default();
                assert_eq!(code, "BAD_USER_INPUT", "{body}: {answer}");
                assert!(CODES.contains(&code));
            }
            for inside in ["async_graphql", "sea_orm", "sqlx", "panicked", "src/", "::", "Err("] {
                assert!(!reply.text.contains(inside), "{body}: {}", reply.text);
            }
            assert!(reply.status.is_client_error() || answer.get("data").is_some(), "{body}: {reply:?}");
        }
    }
}

on_both! {
    /// A database that is not as it should be: the caller is told an incident, not why.
    async fn r15_what_was_not_foreseen_is_internal(world: &World) {
        world.rows("select 1").await;
        let drop = match world.engine {
            tests::Engine::Sqlite => "drop table competency",
            tests::Engine::Postgres => "drop table competency cascade",
        };
        sea_orm::ConnectionTrait::execute_unprepared(&world.db, drop).await.unwrap();
        let id = kernel::CompetencyId(world.clock.id());
        let answer =
            world.ask(Persona::Member, &format!(r#"{{ node(id: "{id}") {{ id }} }}"#)).await;
        assert_eq!(code(&answer), Some("INTERNAL"), "{answer}");
        assert!(answer["errors"][0]["extensions"]["incident"].is_string(), "{answer}");
        assert!(!answer.to_string().contains("competency\""), "{answer}");
        assert_eq!(answer["data"], json!({ "node": Value::Null }), "{answer}");
        let answer = world.ask(Persona::Member, "{ viewer { id } }").await;
        assert!(code(&answer).is_none(), "the process lives: {answer}");
    }
}

on_both! {
    async fn the_schema_is_for_who_is_signed_in(world: &World) {
        let get = async |token: Option<String>| {
            let mut request = Request::get("/schema.graphql");
            if let Some(token) = token {
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
            world.client.send(request.body(Body::empty()).unwrap()).await
        };
        assert_eq!(get(None).await.status, StatusCode::UNAUTHORIZED);
        let member = get(world.token(Persona::Member)).await;
        assert!(member.text.contains("type Membership implements Node"), "{member:?}");
        assert!(!member.text.contains("feedbackInScope"));
        let administrator = get(world.token(Persona::Administrator)).await;
        assert!(administrator.text.contains("feedbackInScope"));
    }
}
