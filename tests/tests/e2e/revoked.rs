//! What was taken away is gone at the next request, at this process and at another.

use serde_json::{Value, json};
use tests::{
    Client, Engine, Persona, Process, World, code, data, on_both, people, world::PASSWORD,
};

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

const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    tokens { accessToken refreshToken } errors { code } } }";

/// Ada's tokens of one more sign-in.
async fn sign_in(client: &Client, password: &str) -> Value {
    let input = json!({ "email": "ada@example.org", "password": password, "transport": "BEARER" });
    let answer = client.ask(None, SIGN_IN, json!({ "input": input })).await;
    let tokens = data(&answer)["signIn"]["tokens"].clone();
    assert!(tokens["accessToken"].is_string(), "{answer}");
    tokens
}

/// Ada changes her password at one process; her sessions are known at both.
async fn change_password(here: &Client, there: &Client) {
    let kept = sign_in(here, PASSWORD).await;
    let others = [sign_in(here, PASSWORD).await, sign_in(there, PASSWORD).await];
    let is_in = async |tokens: &Value| {
        let token = tokens["accessToken"].as_str();
        let ask = async |client: &Client| client.ask(token, "{ viewer { id } }", json!({})).await;
        [ask(here).await, ask(there).await].map(|answer| code(&answer).is_none())
    };
    for tokens in [&kept, &others[0], &others[1]] {
        assert_eq!(is_in(tokens).await, [true, true]);
    }
    let next = "marrow quay lantern";
    let input = json!({ "input": { "currentPassword": PASSWORD, "newPassword": next } });
    let query = tests::inputs::document("changePassword", true);
    let changed = here.ask(kept["accessToken"].as_str(), &query, input).await;
    assert_eq!(data(&changed)["changePassword"]["errors"], json!([]), "{changed}");
    let refresh = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) {
        tokens { accessToken } } }";
    for tokens in &others {
        assert_eq!(is_in(tokens).await, [false, false], "at the very next request");
        let input = json!({ "input": { "refreshToken": tokens["refreshToken"] } });
        let renewed = there.ask(None, refresh, input).await;
        assert!(renewed["data"]["refreshSession"]["tokens"].is_null(), "{renewed}");
    }
    assert_eq!(is_in(&kept).await, [true, true]);
    assert_eq!(is_in(&sign_in(there, next).await).await, [true, true]);
}

on_both! {
    async fn r26_a_changed_password_ends_all_other_sessions(world: &World) {
        world.register("ada@example.org").await;
        change_password(&world.client, &world.other_process()).await;
    }
}

/// The same with two processes of the built server.
#[tokio::test]
async fn r26_a_changed_password_ends_sessions_at_another_process_postgres() {
    if !Engine::Postgres.is_there() {
        return;
    }
    let world = World::real(Engine::Postgres).await;
    world.register("ada@example.org").await;
    let here = Process::over(&world.database, &[]).await;
    let there = Process::over(&world.database, &[]).await;
    change_password(&here.client, &there.client).await;
    drop((here, there));
    world.end().await;
}

on_both! {
    /// What comes after in the same document has the rights that are left.
    async fn r35_a_document_does_not_outlive_a_right(world: &World) {
        let acme = people::organization("acme");
        let colleague = people::member("acme", Persona::Member);
        let query = format!(
            r#"mutation {{
                leaveOrganization(input: {{ organization: "{acme}" }}) {{ errors {{ code }} }}
                giveFeedback(input: {{ recipient: {{ members: ["{colleague}"] }}, kind: PRAISE,
                    text: "Still here.", visibility: RECIPIENT }}) {{ feedback {{ id }} errors {{ code }} }}
            }}"#
        );
        let answer = world.ask(Persona::Peer, &query).await;
        assert_eq!(answer["data"]["leaveOrganization"]["errors"], json!([]), "{answer}");
        let given = &answer["data"]["giveFeedback"];
        assert!(given["feedback"].is_null(), "{answer}");
        assert_eq!(given["errors"][0]["code"], "NO_SUCH_RECIPIENT", "{answer}");
        let query = "mutation { signOut { errors { code } } endOtherSessions { ended } }";
        let answer = world.ask(Persona::Peer, query).await;
        assert_eq!(code(&answer), Some("UNAUTHENTICATED"), "{answer}");
        assert_eq!(answer["errors"][0]["path"], json!(["endOtherSessions"]), "{answer}");
    }
}
