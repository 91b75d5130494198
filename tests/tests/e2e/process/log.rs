//! What the log holds: what finds a cause again, and nothing about people.

use axum::{
    body::Body,
    http::{Request, header},
};
use sea_orm::ConnectionTrait;
use serde_json::json;
use tests::{Engine, Persona, Process, World, code, content, people};

#[tokio::test]
async fn r70_the_log_cannot_be_forged_and_names_nobody() {
    let world = World::real(Engine::Sqlite).await;
    let process = Process::over(&world.database, &["--log", "debug,hyper=info,sqlx=info"]).await;
    let client = &process.client;
    let token = world.token(Persona::Member).unwrap();
    let forged = "x\n{\"level\":\"INFO\",\"fields\":{\"message\":\"forged\"}}\r\n\u{1b}[31mred";
    let secret = "a-password-nobody-logs";
    let mut input = content::praise(people::member("acme", Persona::Peer), "RECIPIENT");
    input["text"] = json!("a-text-nobody-logs");
    client.ask(Some(&token), content::GIVE, json!({ "input": input })).await;
    let sign_in = tests::inputs::document("signIn", true);
    for email in ["logged@example.org", forged] {
        let input = json!({ "email": email, "password": secret, "transport": "BEARER" });
        client.ask(None, &sign_in, json!({ "input": input })).await;
    }
    client.ask(Some(&token), &format!("{{ {forged} }}"), json!({})).await;
    let request = Request::get(format!("/graphql?query=%7B__typename%7D&secret={secret}"))
        .header(header::USER_AGENT, "agent\tforged")
        .body(Body::empty())
        .unwrap();
    client.send(request).await;

    // A cause that only we can find: its incident is told, and stands in the log.
    world.db.execute_unprepared("drop table competency").await.unwrap();
    let id = kernel::CompetencyId(world.clock.id());
    let answer =
        client.ask(Some(&token), &format!(r#"{{ node(id: "{id}") {{ id }} }}"#), json!({})).await;
    assert_eq!(code(&answer), Some("INTERNAL"), "{answer}");
    let incident = answer["errors"][0]["extensions"]["incident"].as_str().unwrap().to_owned();
    let request_id = answer["extensions"]["requestId"].as_str().unwrap().to_owned();
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;

    let log = process.logged();
    let lines: Vec<_> = log.lines().filter(|line| line.contains(&incident)).collect();
    assert_eq!(lines.len(), 1, "{log}");
    assert!(lines[0].contains("competency"), "the cause: {}", lines[0]);
    assert!(lines[0].contains(&request_id), "the request: {}", lines[0]);
    for line in log.lines() {
        let told: serde_json::Value =
            serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        assert_ne!(told["fields"]["message"], "forged", "{line}");
        assert!(!line.contains('\u{1b}'), "{line}");
    }
    for personal in [secret, "a-text-nobody-logs", "logged@example.org", &*token, "Member Example"]
    {
        assert!(!log.contains(personal), "{personal} is in the log: {log}");
    }
    world.end().await;
}
