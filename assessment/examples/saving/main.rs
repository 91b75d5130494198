//! How many answers are saved in a second, and with how many statements, beside a bare insert into
//! the same database: `cargo run --release -p assessment --example saving`. On SQLite in a folder
//! of its own; on PostgreSQL too, where `HEI_TEST_POSTGRES` names a cluster.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on is none")]

mod repo;
#[path = "../../tests/it/answering/stage.rs"]
#[expect(dead_code, reason = "tests need more of it")]
mod stage;
#[path = "../../tests/it/world.rs"]
#[expect(dead_code, reason = "tests need more of it")]
mod world;

use std::time::{Duration, Instant};

use assessment::{
    campaigns::Mode,
    sheets::{self, By},
};
use kernel::Call;

use crate::{
    stage::{STEP, number},
    world::World,
};

const SAVES: usize = 2_000;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    measure("SQLite", &World::sqlite().await).await;
    if let Some(world) = World::postgres().await {
        measure("PostgreSQL", &world).await;
    }
}

async fn measure(engine: &str, world: &World) {
    bare(engine, world).await;
    for mode in [Mode::Identified, Mode::Confidential, Mode::Anonymous] {
        let campaign = world.campaign(world.home, mode).await;
        let who = world.hired(world.home).await;
        let id = world.invite(&campaign, &who).await;
        let (call, by): (Call, By) = match mode {
            Mode::Anonymous => (world.nobody(), By::Ticket(world.draws(&who, id).await)),
            _ => (world.call(&who), By::Invitation(id)),
        };
        sheets::start(&call, &STEP, &by, None).await.unwrap().unwrap();
        let before = world.db.statements();
        let mut taken = vec![];
        for n in 0..SAVES {
            // Another answer each time: what stands there already is not written.
            let points = [1.0, 2.0, 3.0, 4.0, 5.0];
            let answers = [number("c", points[n % points.len()])];
            let begun = Instant::now();
            sheets::save(&call, &STEP, &by, &answers, None).await.unwrap().unwrap();
            taken.push(begun.elapsed());
        }
        let statements = (world.db.statements() - before) / SAVES as u64;
        tell(&format!("{engine}, {mode:?}, {statements} statements a save"), taken);
    }
}

/// One row by one statement, as cheap as it can be.
async fn bare(engine: &str, world: &World) {
    repo::prepare(world).await;
    let mut taken = vec![];
    for n in 0..SAVES {
        let begun = Instant::now();
        repo::insert(world, i64::try_from(n).unwrap()).await;
        taken.push(begun.elapsed());
    }
    tell(&format!("{engine}, bare insert"), taken);
}

fn tell(what: &str, mut taken: Vec<Duration>) {
    taken.sort_unstable();
    let all: Duration = taken.iter().sum();
    let each = u32::try_from(taken.len()).unwrap();
    let (middle, late) = (taken[taken.len() / 2], taken[taken.len() * 99 / 100]);
    let second = f64::from(each) / all.as_secs_f64();
    eprintln!("{what}: {second:.0} a second, middle {middle:.2?}, p99 {late:.2?}");
}
