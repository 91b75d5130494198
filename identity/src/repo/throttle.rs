//! Tallies of attempts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbErr};

use super::statement::{all, locking, run};
use crate::{account::Tally, entity::throttle::Model};

type Key = Vec<u8>;
type Tallies = HashMap<Key, Tally>;

const BOTH: &str = "select * from throttle where key = $1 or key = $2 order by key";

pub async fn tallies(db: &impl ConnectionTrait, keys: [&Key; 2]) -> Result<Tallies, DbErr> {
    read(db, BOTH, keys).await
}

/// The same, created where they are missing, and locked: in the order of their keys, so that
/// two attempts do not wait for each other.
pub async fn lock_tallies(
    db: &impl ConnectionTrait,
    mut keys: [&Key; 2],
    now: DateTime<Utc>,
) -> Result<Tallies, DbErr> {
    keys.sort_unstable();
    let sql = "insert into throttle (key, failures, since, lockouts) \
         values ($1, 0, $3, 0), ($2, 0, $3, 0) on conflict (key) do nothing";
    run(db, sql, [keys[0].clone().into(), keys[1].clone().into(), now.into()]).await?;
    read(db, &locking(db, BOTH), keys).await
}

async fn read(db: &impl ConnectionTrait, sql: &str, keys: [&Key; 2]) -> Result<Tallies, DbErr> {
    let rows: Vec<Model> = all(db, sql, keys.map(|key| key.clone().into())).await?;
    let tally = |row: Model| {
        let Model { key, failures, since, locked_until, lockouts } = row;
        (key, Tally { failures, since, locked_until, lockouts })
    };
    Ok(rows.into_iter().map(tally).collect())
}

pub async fn keep(db: &impl ConnectionTrait, key: &Key, tally: Tally) -> Result<u64, DbErr> {
    let sql = "update throttle set failures = $2, since = $3, locked_until = $4, lockouts = $5 \
         where key = $1";
    let Tally { failures, since, locked_until, lockouts } = tally;
    let values =
        [key.clone().into(), failures.into(), since.into(), locked_until.into(), lockouts.into()];
    run(db, sql, values).await
}

pub async fn forgive(db: &impl ConnectionTrait, key: &Key) -> Result<u64, DbErr> {
    run(db, "delete from throttle where key = $1", [key.clone().into()]).await
}
