//! Killed in the midst of writing: what was acknowledged is there, once.

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tests::{Client, Engine, Persona, Process, World, content::GIVE, people};

const KILLS: usize = 20;
const WRITERS: usize = 8;

/// What the writers share: where the server is now, what it acknowledged, what was sent.
struct Ledger {
    client: Mutex<Client>,
    acknowledged: Mutex<Vec<(String, String)>>,
    sent: AtomicU64,
    over: AtomicBool,
}

/// Writes one after the other; what is not acknowledged is sent again with the same key until
/// it is.
async fn write(ledger: Arc<Ledger>, token: String, writer: usize) {
    let to = people::member("acme", Persona::Peer).to_string();
    for n in 0.. {
        let key = format!("{writer}-{n}");
        let input = json!({ "recipient": { "members": [to] }, "kind": "PRAISE",
            "visibility": "RECIPIENT", "text": key, "idempotencyKey": key });
        ledger.sent.fetch_add(1, Ordering::Relaxed);
        loop {
            let client = ledger.client.lock().unwrap().clone();
            if let Some(id) = give(&client, &token, &input).await {
                ledger.acknowledged.lock().unwrap().push((key, id));
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        if ledger.over.load(Ordering::Relaxed) {
            break;
        }
    }
}

/// None, if the answer did not come.
async fn give(client: &Client, token: &str, input: &Value) -> Option<String> {
    let Client::There(client, base) = client else { unreachable!("it is another process") };
    let asked = json!({ "query": GIVE, "variables": { "input": input } });
    let request = client.post(format!("{base}/graphql")).bearer_auth(token);
    let request = request.timeout(Duration::from_secs(10)).json(&asked);
    let answer: Value = request.send().await.ok()?.json().await.ok()?;
    let given = &answer["data"]["giveFeedback"];
    assert_ne!(given["errors"], Value::Null, "{answer}");
    given["feedback"]["id"].as_str().map(str::to_owned)
}

async fn nothing_is_lost_or_doubled(engine: Engine) {
    if !engine.is_there() {
        return;
    }
    let world = World::real(engine).await;
    let token = world.token(Persona::Member).unwrap();
    let budgets = ["--budgets", "person_burst = 10000000\nperson_per_second = 1000000"];
    let mut process = Process::over(&world.database, &budgets).await;
    let ledger = Arc::new(Ledger {
        client: Mutex::new(process.client.clone()),
        acknowledged: Mutex::default(),
        sent: AtomicU64::default(),
        over: AtomicBool::default(),
    });
    let writers: Vec<_> =
        (0..WRITERS).map(|n| tokio::spawn(write(ledger.clone(), token.clone(), n))).collect();
    for kill in 0..KILLS {
        tokio::time::sleep(Duration::from_millis(60 + 37 * (kill as u64 % 7))).await;
        process.signal("KILL");
        process.child.wait().await.unwrap();
        process = Process::over(&world.database, &budgets).await;
        *ledger.client.lock().unwrap() = process.client.clone();
    }
    ledger.over.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    let acknowledged = ledger.acknowledged.lock().unwrap().clone();
    let sent = ledger.sent.load(Ordering::Relaxed);
    assert_eq!(acknowledged.len() as u64, sent);
    assert!(sent >= KILLS as u64, "only {sent} were written");
    let rows = world.rows("select text from feedback").await;
    let texts: Vec<String> = rows.iter().map(|row| row.try_get("", "text").unwrap()).collect();
    let kept: HashSet<&String> = texts.iter().collect();
    let lost: Vec<_> = acknowledged.iter().filter(|(key, _)| !kept.contains(key)).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    assert_eq!(texts.len() as u64, sent, "some were doubled");
    let ids: HashSet<_> = acknowledged.iter().map(|(_, id)| id).collect();
    assert_eq!(ids.len() as u64, sent, "two keys were answered by one id");
    let entries = world.count("audit_entry where action = 'giveFeedback'").await;
    assert_eq!(u64::try_from(entries), Ok(sent), "each has one entry in the audit log");
    assert_eq!(u64::try_from(world.count("feedback_recipient").await), Ok(sent));
    drop(process);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r58_killed_twenty_times_under_eight_writers_sqlite() {
    nothing_is_lost_or_doubled(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r58_killed_twenty_times_under_eight_writers_postgres() {
    nothing_is_lost_or_doubled(Engine::Postgres).await;
}
