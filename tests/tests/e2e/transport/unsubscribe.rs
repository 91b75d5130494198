//! Turning mails off from within a mail.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use identity::account::unsubscribe_token;
use tests::{Persona, Reply, World, data, on_both, people};

async fn send(world: &World, request: axum::http::request::Builder) -> Reply {
    let body = Body::from("List-Unsubscribe=One-Click");
    let kind = ("content-type", "application/x-www-form-urlencoded");
    world.client.send(request.header(kind.0, kind.1).body(body).unwrap()).await
}

async fn wanted(world: &World) -> String {
    let query = "{ viewer { notifications { mailOnFeedback mailDigest } } }";
    let answer = world.ask(Persona::Member, query).await;
    data(&answer)["viewer"]["notifications"].to_string()
}

on_both! {
    /// By a POST alone, with a token that we mailed, of whom it names and of nobody else.
    async fn mails_are_turned_off_by_a_post(world: &World) {
        let token = unsubscribe_token(&world.secret, people::user(Persona::Member));
        let path = format!("/unsubscribe/{token}");
        let before = wanted(world).await;
        assert!(before.contains("true"));
        let looked = world.client.send(Request::get(&path).body(Body::empty()).unwrap()).await;
        assert_eq!((looked.status, wanted(world).await), (StatusCode::OK, before.clone()));
        let other = unsubscribe_token(&kernel::Secret::new([1; 32]), people::user(Persona::Member));
        for wrong in [other.as_str(), &token[1..], "x", &format!("{token}0")] {
            let reply = send(world, Request::post(format!("/unsubscribe/{wrong}"))).await;
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "{reply:?}");
            assert_eq!(reply.json()["errors"][0]["extensions"]["code"], "NOT_FOUND");
        }
        assert_eq!(wanted(world).await, before);
        for _ in 0..2 {
            let reply = send(world, Request::post(&path)).await;
            assert_eq!(reply.status, StatusCode::OK, "{reply:?}");
        }
        assert!(!wanted(world).await.contains("true"));
        assert_eq!(world.count("audit_entry where action = 'unsubscribe'").await, 1);
        assert_eq!(world.count("person where not mail_on_feedback").await, 1);
    }
}
