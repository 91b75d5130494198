//! What a process writes about requests with a ticket: nothing, also when they fail; and how it
//! counts them.

use sea_orm::ConnectionTrait;
use serde_json::json;
use tests::{Engine, Persona, Process, World, code};

use super::{GIVE, READ, draw, to_member};

#[tokio::test]
async fn r47_requests_with_a_ticket_are_in_no_log_and_no_count_of_the_moment() {
    let world = World::real(Engine::Sqlite).await;
    let metrics = free_port();
    let listen = format!("127.0.0.1:{metrics}");
    let arguments = ["--log", "trace", "--metrics", &listen];
    let process = Process::over(&world.database, &arguments).await;
    let client = &process.client;
    let ticket = draw(&world, Persona::Peer).await.remove(0);
    let access = world.token(Persona::Peer).unwrap();
    client.ask(Some(&access), "{ viewer { id } }", json!({})).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let counted = async || {
        let text = reqwest::get(format!("http://{listen}/metrics")).await.unwrap();
        let text = text.text().await.unwrap();
        let lines = text.lines().filter(|line| line.contains("request") && !line.starts_with('#'));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let (before, told) = (ours(&process), counted().await);
    assert!(told.iter().any(|line| line.starts_with("hei_requests_total")), "{told:?}");

    let wrote = client.ask(Some(&ticket), GIVE, to_member("a-text-nobody-logs")).await;
    assert_eq!(wrote["data"]["giveAnonymousFeedback"]["errors"], json!([]), "{wrote}");
    client.ask(Some(&ticket), READ, json!({})).await;
    client.ask(Some("Ticket wrong"), READ, json!({})).await;
    client.ask(Some(&ticket), "{ anonymousFeedback { nothing } }", json!({})).await;
    world.db.execute_unprepared("drop table anonymous_waiting").await.unwrap();
    let failed = client.ask(Some(&ticket), READ, json!({})).await;
    assert_eq!(code(&failed), Some("INTERNAL"), "{failed}");
    assert!(!failed.to_string().contains("anonymous_waiting"), "{failed}");
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;

    assert_eq!(ours(&process), before, "a request with a ticket is in the log");
    let log = process.logged();
    let incident = failed["errors"][0]["extensions"]["incident"].as_str().unwrap();
    for trace in ["a-text-nobody-logs", &ticket[7..], incident, "anonymous_waiting"] {
        assert!(!log.contains(trace), "{trace} is in the log");
    }
    assert_eq!(counted().await, told, "a request with a ticket is counted at its moment");
    world.end().await;
}

/// The lines that our own code wrote; libraries write of connections, which have no owner.
fn ours(process: &Process) -> Vec<String> {
    let log = process.logged();
    let of_us = |line: &&str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        let target = line["target"].as_str().unwrap_or_default().to_owned();
        let spans = line["spans"].as_array().is_some_and(|it| !it.is_empty());
        spans
            || ["gateway", "kernel", "feedback", "identity", "sqlx", "sea_orm"]
                .iter()
                .any(|it| target.starts_with(it))
    };
    log.lines().filter(of_us).map(str::to_owned).collect()
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
