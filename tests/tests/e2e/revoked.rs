//! What was taken away is gone at the next request, at this process and at another.

use serde_json::json;
use tests::{Client, Persona, World, code, data, on_both, people};

/// Asks both processes.
async fn both(world: &World, other: &Client, who: Persona, query: &str) -> [serde_json::Value; 2] {
    let token = world.token(who);
    let here = world.ask(who, query).await;
    let there = other.ask(token.as_deref(), query, json!({})).await;
    [here, there]
}

on_both! {
    async fn r26_a_session_that_was_ended_opens_nothing(world: &World) {
        let other = world.other_process();
        let query = "{ viewer { id } }";
        for answer in both(world, &other, Persona::Member, query).await {
            assert!(data(&answer)["viewer"]["id"].is_string());
        }
        let signed_out = world.ask(Persona::Member, "mutation { signOut { errors { code } } }").await;
        assert_eq!(data(&signed_out)["signOut"]["errors"], json!([]));
        for answer in both(world, &other, Persona::Member, query).await {
            assert_eq!(code(&answer), Some("UNAUTHENTICATED"), "{answer}");
        }
    }
}

on_both! {
    async fn r30_r26_a_person_ends_their_other_sessions(world: &World) {
        let second = world.another_session(Persona::Peer).await;
        let other = world.other_process();
        let ask = async |token: &str| other.ask(Some(token), "{ viewer { id } }", json!({})).await;
        assert!(data(&ask(&second).await)["viewer"]["id"].is_string());
        let ended = world.ask(Persona::Peer, "mutation { endOtherSessions { ended errors { code } } }").await;
        assert_eq!(data(&ended)["endOtherSessions"]["ended"], 1, "{ended}");
        assert_eq!(code(&ask(&second).await), Some("UNAUTHENTICATED"));
        assert!(data(&ask(&world.token(Persona::Peer).unwrap()).await)["viewer"]["id"].is_string());
    }
}

on_both! {
    async fn r35_a_revoked_grant_shows_nothing_more(world: &World) {
        let content = world.filled().await;
        let other = world.other_process();
        let query = format!(r#"{{ node(id: "{}") {{ ... on Feedback {{ text }} }} }}"#, content.recipient);
        for answer in both(world, &other, Persona::Coach, &query).await {
            assert_eq!(data(&answer)["node"]["text"], "Thank you, RECIPIENT.");
        }
        world.did(Persona::Administrator, "revokeCoachGrant", json!({ "grant": content.grant })).await;
        for answer in both(world, &other, Persona::Coach, &query).await {
            assert!(data(&answer)["node"].is_null(), "{answer}");
        }
        let acme = people::organization("acme");
        let list = format!(r#"{{ organization(id: "{acme}") {{ feedbackGranted {{ totalCount nodes {{ id }} }} }} }}"#);
        for answer in both(world, &other, Persona::Coach, &list).await {
            assert_eq!(data(&answer)["organization"]["feedbackGranted"]["totalCount"], 0, "{answer}");
        }
    }
}

on_both! {
    async fn r26_a_role_that_was_taken_away_opens_nothing(world: &World) {
        let acme = people::organization("acme");
        let other = world.other_process();
        let query = format!(r#"{{ organization(id: "{acme}") {{ auditLog(first: 1) {{ totalCount }} }} }}"#);
        for answer in both(world, &other, Persona::ComplianceManager, &query).await {
            assert!(data(&answer)["organization"]["auditLog"].is_object());
        }
        let member = people::member("acme", Persona::ComplianceManager).to_string();
        world.did(Persona::Administrator, "setRoles", json!({ "membership": member, "roles": [] })).await;
        for answer in both(world, &other, Persona::ComplianceManager, &query).await {
            assert_ne!(code(&answer), None, "{answer}");
            assert!(answer["data"]["organization"]["auditLog"].is_null(), "{answer}");
        }
    }
}

on_both! {
    async fn r26_a_suspended_member_is_outside(world: &World) {
        let acme = people::organization("acme");
        let other = world.other_process();
        let query = format!(r#"{{ organization(id: "{acme}") {{ name }} }}"#);
        for answer in both(world, &other, Persona::Peer, &query).await {
            assert_eq!(data(&answer)["organization"]["name"], "Acme");
        }
        let member = people::member("acme", Persona::Peer).to_string();
        world.did(Persona::Administrator, "suspendMembership", json!({ "membership": member })).await;
        for answer in both(world, &other, Persona::Peer, &query).await {
            assert!(answer["data"]["organization"].is_null(), "{answer}");
        }
    }
}
