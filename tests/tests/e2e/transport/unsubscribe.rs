//! Turning mails off from within a mail.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use chrono::TimeDelta;
use identity::account::{Mails, unsubscribe_token};
use tests::{Persona, Reply, World, data, on_both, people};

async fn send(world: &World, request: axum::http::request::Builder) -> Reply {
    let body = Body::from("List-Unsubscribe=One-Click");
    let kind = ("content-type", "application/x-www-form-urlencoded");
    world.client.send(request.header(kind.0, kind.1).body(body).unwrap()).await
}

async fn wanted(world: &World) -> [bool; 2] {
    let query = "{ viewer { notifications { mailOnFeedback mailDigest } } }";
    let answer = world.ask(Persona::Member, query).await;
    let wanted = &data(&answer)["viewer"]["notifications"];
    ["mailOnFeedback", "mailDigest"].map(|kind| wanted[kind].as_bool().unwrap())
}

on_both! {
    /// By a POST alone, with a token that we mailed, of whom it names and of nobody else.
    async fn mails_are_turned_off_by_a_post(world: &World) {
        let of = |secret, mails| {
            let today = world.clock.now().date_naive();
            unsubscribe_token(secret, people::user(Persona::Member), mails, today)
        };
        let token = of(&world.secret, Mails::AtOnce);
        let path = format!("/unsubscribe/{token}");
        let before = wanted(world).await;
        assert!(before[0]);
        let looked = world.client.send(Request::get(&path).body(Body::empty()).unwrap()).await;
        assert_eq!((looked.status, wanted(world).await), (StatusCode::OK, before));
        let foreign = kernel::Secret::new([1; 32]);
        let other = of(&foreign, Mails::AtOnce);
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
        assert_eq!(wanted(world).await, [false, before[1]], "no other kind");
        assert_eq!(world.count("audit_entry where action = 'unsubscribe'").await, 1);
        assert_eq!(world.count("person where not mail_on_feedback").await, 1);
        // Whoever finds the mail later turns nothing off.
        let late = of(&world.secret, Mails::Summaries);
        world.manual.advance(TimeDelta::days(61));
        let reply = send(world, Request::post(format!("/unsubscribe/{late}"))).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{reply:?}");
    }
}
