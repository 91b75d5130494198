//! How much may be asked in a while, by whom.

use std::num::NonZeroU32;

use gateway::{budget::Budgets, http::Settings};
use serde_json::Value;
use tests::{Engine, Persona, World, code, people, settings};

const ASKED: &str = "{ viewer { id } }";

/// A budget that is soon over and hardly comes back.
fn scarce() -> Settings {
    let number = |n| NonZeroU32::new(n).unwrap();
    let budgets = Budgets {
        person_burst: number(100),
        person_per_second: number(1),
        stranger_per_minute: number(20),
    };
    Settings { budgets, ..settings() }
}

fn is_refused(answer: &Value) -> bool {
    let refused = code(answer) == Some("RATE_LIMITED");
    if refused {
        let wait = answer["errors"][0]["extensions"]["retryAfter"].as_u64();
        assert!(wait >= Some(1) && answer.get("data").is_none_or(Value::is_null), "{answer:#}");
    }
    refused
}

async fn until_refused(world: &World, who: Persona) -> usize {
    for asked in 0..150 {
        if is_refused(&world.ask(who, ASKED).await) {
            return asked;
        }
    }
    panic!("{who:?} may ask for ever");
}

async fn r31_floods(engine: Engine) {
    let world = World::with(engine, scarce()).await;
    let points = |answer: &Value| answer["extensions"]["cost"]["requested"].as_u64().unwrap();
    let cost = usize::try_from(points(&world.ask(Persona::Member, ASKED).await)).unwrap();
    let asked = until_refused(&world, Persona::Member).await + 1;
    assert!((100 / cost..=100 / cost + 5).contains(&asked), "{asked} of {cost} points each");
    assert!(!is_refused(&world.ask(Persona::Manager, ASKED).await), "a colleague's is their own");

    let strangers = until_refused(&world, Persona::Nobody).await;
    assert!((18..=21).contains(&strangers), "{strangers}");
    assert!(!is_refused(&world.ask(Persona::Peer, ASKED).await), "whoever is signed in is none");

    let acme = people::organization("acme");
    while world.server.budget.organization(acme, 10, 1).is_ok() {}
    let dear =
        format!("{{ organization(id: \"{acme}\") {{ members(first: 50) {{ nodes {{ id }} }} }} }}");
    assert!(is_refused(&world.ask(Persona::ColleagueElsewhere, &dear).await));
    assert!(!is_refused(&world.ask(Persona::Outsider, ASKED).await), "another organisation's");
    assert!(!is_refused(&world.ask(Persona::Coach, ASKED).await), "who has another one");
    world.end().await;
}

#[tokio::test]
async fn r31_a_flood_is_refused_and_is_nobody_else_s_on_sqlite() {
    r31_floods(Engine::Sqlite).await;
}

#[tokio::test]
async fn r31_a_flood_is_refused_and_is_nobody_else_s_on_postgres() {
    if Engine::Postgres.is_there() {
        r31_floods(Engine::Postgres).await;
    }
}
