//! r34: the rules as people read them, and the product's code, on organisations that chance
//! made: for each person who may ask, each action and each object the two must agree, on both
//! engines. `HEI_MODEL_SEED` names a universe to look at again.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod act;
mod ask;
mod asking;
mod chance;
mod growth;
mod instruments;
mod rows;
mod rules;
mod stage;
mod standing;
mod talk;
mod told;
mod universe;

use crate::{
    stage::{Engine, Stage},
    universe::Universe,
};

/// Universes in which the two once differed; they stay.
const KEPT: [u64; 2] = [1, 4];

async fn agree(engine: Engine) {
    if !engine.is_there() {
        return;
    }
    let asked = std::env::var("HEI_MODEL_SEED").ok().map(|it| it.parse().unwrap());
    let fresh = stage::fresh_seed();
    let seeds = asked.map_or_else(|| [&KEPT[..], &[fresh]].concat(), |seed| vec![seed]);
    let mut triples = 0;
    for seed in &seeds {
        let universe = Universe::of(*seed);
        let stage = Stage::of(engine, &universe).await;
        let mut compared = told::Compared::new(*seed);
        ask::compare(&stage, &universe, &mut compared).await;
        growth::compare(&stage, &universe, &mut compared).await;
        talk::compare(&stage, &universe, &mut compared).await;
        instruments::compare(&stage, &universe, &mut compared).await;
        asking::compare(&stage, &universe, &mut compared).await;
        act::compare(&stage, &universe, &mut compared).await;
        stage.end().await;
        triples += compared.end();
    }
    eprintln!("{triples} triples agree on {engine:?}, universes {seeds:?}");
    assert!(triples >= 100_000 || asked.is_some(), "{triples} triples of {seeds:?}");
}

#[tokio::test]
async fn r34_the_rules_and_the_code_agree_on_sqlite() {
    agree(Engine::Sqlite).await;
}

#[tokio::test]
async fn r34_the_rules_and_the_code_agree_on_postgres() {
    agree(Engine::Postgres).await;
}
