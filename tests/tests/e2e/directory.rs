//! Two processes on one database: what one changes, the other's very next request shows.

use serde_json::{Value, json};
use tests::{Client, Engine, Persona, Process, World, code, data, on_both, people};

fn query() -> String {
    let member = people::member("acme", Persona::Member);
    format!(
        r#"{{ node(id: "{member}") {{ ... on Membership {{ displayName jobTitle state
            unit {{ name }} manager {{ displayName reports {{ totalCount }} }} }} }} }}"#
    )
}

/// One change after the other at one process; after each the other is asked once.
async fn follow(world: &World, here: &Client, there: &Client) {
    let token = |who| world.token(who).unwrap();
    let see = async || {
        let answer =
            there.ask(Some(&token(Persona::ColleagueElsewhere)), &query(), json!({})).await;
        data(&answer)["node"].clone()
    };
    let act = async |who, mutation: &str, input: Value| {
        let query = tests::inputs::document(mutation, true);
        let answer = here.ask(Some(&token(who)), &query, json!({ "input": input })).await;
        assert_eq!(data(&answer)[mutation]["errors"], json!([]), "{answer}");
    };
    let before = see().await;
    assert_eq!(before["displayName"], "Member Example");
    assert_eq!(before["unit"]["name"], "Inside Sales");
    assert_eq!(before["manager"]["displayName"], "Manager Example");
    assert_eq!(before["manager"]["reports"]["totalCount"], 2);

    act(Persona::Member, "updateProfile", json!({ "name": { "given": "Renamed" } })).await;
    assert_eq!(see().await["displayName"], "Renamed Example");

    let member = people::member("acme", Persona::Member).to_string();
    let moved = json!({ "membership": member, "unit": people::unit("yard").to_string() });
    act(Persona::Administrator, "updateMembership", moved).await;
    assert_eq!(see().await["unit"]["name"], "Yard");

    let colleague = people::member("acme", Persona::ColleagueElsewhere).to_string();
    let led = json!({ "membership": member, "manager": colleague });
    act(Persona::Administrator, "updateMembership", led).await;
    let now = see().await;
    assert_eq!(now["manager"]["displayName"], "Colleague Example");
    assert_eq!(now["manager"]["reports"]["totalCount"], 1);

    let unit = json!({ "unit": people::unit("yard").to_string(), "name": "Garden" });
    act(Persona::Administrator, "updateUnit", unit).await;
    assert_eq!(see().await["unit"]["name"], "Garden");

    act(Persona::Administrator, "endMembership", json!({ "membership": member })).await;
    assert!(see().await.is_null());
    let answer = there
        .ask(
            Some(&token(Persona::Member)),
            "{ viewer { memberships { organization { name } } } }",
            json!({}),
        )
        .await;
    assert_eq!(code(&answer), None, "{answer}");
    assert!(!answer.to_string().contains("\"Acme\""), "{answer}");
}

on_both! {
    async fn changes_are_seen_by_the_next_request_elsewhere(world: &World) {
        follow(world, &world.client, &world.other_process()).await;
    }
}

/// The same with two processes of the built server.
#[tokio::test]
async fn changes_are_seen_by_another_process_postgres() {
    if !Engine::Postgres.is_there() {
        return;
    }
    let world = World::real(Engine::Postgres).await;
    let here = Process::over(&world.database, &[]).await;
    let there = Process::over(&world.database, &[]).await;
    follow(&world, &here.client, &there.client).await;
    drop((here, there));
    world.end().await;
}
