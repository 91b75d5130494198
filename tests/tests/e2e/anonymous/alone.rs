//! A ticket comes alone, and opens nothing else.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::json;
use tests::{Persona, World, code, data, on_both, people};

use super::{GIVE, READ, draw, to_member};

/// With these headers besides the ticket.
async fn send(world: &World, ticket: &str, more: &[(&str, &str)]) -> tests::Reply {
    let body = json!({ "query": GIVE, "variables": to_member("Alone.") });
    let mut request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/graphql-response+json")
        .header(header::AUTHORIZATION, ticket);
    for (name, value) in more {
        request = request.header(*name, *value);
    }
    world.client.send(request.body(Body::from(body.to_string())).unwrap()).await
}

on_both! {
    async fn r47_a_ticket_beside_a_session_is_refused(world: &World) {
        let ticket = draw(world, Persona::Peer).await.remove(0);
        let access = world.token(Persona::Peer).unwrap();
        let bearer = format!("Bearer {access}");
        let cookie = format!("hei_access={access}");
        for more in [
            ("authorization", &*bearer),
            ("cookie", &*cookie),
            ("cookie", "a=b; hei_refresh=x"),
            ("cookie", "hei_device=x"),
            ("x-hei-device", "x"),
        ] {
            let reply = send(world, &ticket, &[more]).await;
            assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{more:?}");
            assert_eq!(code(&reply.json()), Some("BAD_USER_INPUT"), "{more:?}");
            assert_eq!(world.count("anonymous_waiting").await, 0, "{more:?}");
        }
        let alone = send(world, &ticket, &[("cookie", "theme=dark")]).await;
        assert_eq!(data(&alone.json())["giveAnonymousFeedback"]["errors"], json!([]));
    }
}

on_both! {
    async fn r47_a_request_with_a_ticket_has_no_id(world: &World) {
        let ticket = draw(world, Persona::Peer).await.remove(0);
        for (ticket, status) in [(&*ticket, 200), ("Ticket wrong", 401)] {
            let reply = send(world, ticket, &[]).await;
            assert_eq!(reply.status.as_u16(), status);
            assert_eq!(reply.header("x-request-id"), "");
            assert!(!reply.text.contains("requestId"), "{}", reply.text);
            assert!(!reply.headers.contains_key(header::SET_COOKIE));
        }
    }
}

on_both! {
    async fn a_ticket_opens_nothing_else_and_nobody_else_what_it_opens(world: &World) {
        let content = world.filled().await;
        let ticket = draw(world, Persona::Peer).await.remove(0);
        let ask = async |query: &str| world.client.ask(Some(&ticket), query, json!({})).await;
        let acme = people::organization("acme");
        for query in [
            "{ viewer { id } }".to_owned(),
            "{ privacyPolicy { id } }".to_owned(),
            format!(r#"{{ node(id: "{}") {{ id }} }}"#, content.organization),
            format!(r#"{{ organization(id: "{acme}") {{ id }} }}"#),
            "mutation { signOut { errors { code } } }".to_owned(),
            "mutation { a: withdrawAnonymousFeedback { state } signOut { errors { code } } }".to_owned(),
        ] {
            let answer = ask(&query).await;
            assert_eq!(code(&answer), Some("FORBIDDEN"), "{query}: {answer}");
        }
        assert_eq!(code(&ask("{ __schema { types { name } } }").await), Some("UNAUTHENTICATED"));
        assert_eq!(data(&ask(READ).await)["anonymousFeedback"], json!(null));
        for persona in [Persona::Peer, Persona::Administrator, Persona::Nobody] {
            for query in [READ, "mutation { withdrawAnonymousFeedback { state } }"] {
                let answer = world.ask(persona, query).await;
                assert_eq!(code(&answer), Some("UNAUTHENTICATED"), "{persona:?}: {answer}");
            }
            let answer = world.ask_with(persona, GIVE, to_member("Signed in.")).await;
            assert_eq!(code(&answer), Some("UNAUTHENTICATED"), "{persona:?}: {answer}");
        }
        assert_eq!(world.count("anonymous_waiting").await, 0);
    }
}

on_both! {
    async fn a_ticket_that_was_made_up_opens_nothing(world: &World) {
        let ticket = draw(world, Persona::Peer).await.remove(0);
        let (mut edited, last) = (ticket.clone().into_bytes(), ticket.len() / 2);
        edited[last] = if edited[last] == b'A' { b'B' } else { b'A' };
        let edited = String::from_utf8(edited).unwrap();
        let month = kernel::Month::of(world.clock.now());
        let drawn = |organization| kernel::Ticket::draw(&world.clock, organization, month);
        let elsewhere = drawn(kernel::OrganizationId(world.clock.id()));
        // A code that opens nothing tells not whether there is such an organisation.
        let nothing = format!("Ticket {}", drawn(people::organization("acme")).code().reveal());
        let nowhere = format!("Ticket {}", elsewhere.code().reveal());
        let elsewhere = format!("Ticket {}", elsewhere.reveal(&world.secret));
        for wrong in ["Ticket", "Ticket x", &edited, &elsewhere, &nothing, &nowhere, &ticket[..60]] {
            let answer = world.client.ask(Some(wrong), READ, json!({})).await;
            let told = matches!(code(&answer), Some("UNAUTHENTICATED"));
            assert!(told, "{wrong}: {answer}");
        }
        for path in ["/schema.graphql".to_owned(), format!("/photo/{}", people::user(Persona::Peer))] {
            let request = Request::get(&path).header(header::AUTHORIZATION, &ticket);
            let reply = world.client.send(request.body(Body::empty()).unwrap()).await;
            assert!(!reply.status.is_success(), "{path}: {reply:?}");
        }
    }
}
