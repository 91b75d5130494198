//! Tallies of attempts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbErr};

use super::{
    bulk::{Bulk, json},
    directory_import::AT_ONCE,
    statement::{all, locking, run},
};
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

/// The same for many at once.
pub async fn lock_many(
    db: &impl ConnectionTrait,
    keys: &[Key],
    now: DateTime<Utc>,
) -> Result<Tallies, DbErr> {
    let bulk = Bulk::on(db);
    let key = bulk.bytes(0);
    let mut found = Tallies::new();
    let mut keys: Vec<_> = keys.iter().collect();
    keys.sort_unstable();
    for some in keys.chunks(AT_ONCE) {
        let rows = json(&some.iter().map(|key| [written(key)]).collect::<Vec<_>>());
        let sql = format!(
            "insert into throttle (key, failures, since, lockouts) \
             select {key}, 0, $1, 0 from {} where true order by 1 on conflict (key) do nothing",
            bulk.rows(2),
        );
        run(db, &sql, [now.into(), rows.clone()]).await?;
        let sql = format!(
            "select * from throttle where key in (select {key} from {}) order by key",
            bulk.rows(1),
        );
        let rows: Vec<Model> = all(db, &locking(db, &sql), [rows]).await?;
        found.extend(rows.into_iter().map(tally));
    }
    Ok(found)
}

/// The same tally for many.
pub async fn keep_many(
    db: &impl ConnectionTrait,
    keys: &[&Key],
    tally: Tally,
) -> Result<(), DbErr> {
    let bulk = Bulk::on(db);
    let sql = format!(
        "update throttle set failures = $1, since = $2, locked_until = $3, lockouts = $4 \
         where key in (select {} from {})",
        bulk.bytes(0),
        bulk.rows(5),
    );
    let Tally { failures, since, locked_until, lockouts } = tally;
    for some in keys.chunks(AT_ONCE) {
        let rows = json(&some.iter().map(|key| [written(key)]).collect::<Vec<_>>());
        let values = [failures.into(), since.into(), locked_until.into(), lockouts.into(), rows];
        run(db, &sql, values).await?;
    }
    Ok(())
}

/// As a row of many has it.
fn written(key: &Key) -> String {
    key.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn read(db: &impl ConnectionTrait, sql: &str, keys: [&Key; 2]) -> Result<Tallies, DbErr> {
    let rows: Vec<Model> = all(db, sql, keys.map(|key| key.clone().into())).await?;
    Ok(rows.into_iter().map(tally).collect())
}

fn tally(row: Model) -> (Key, Tally) {
    let Model { key, failures, since, locked_until, lockouts } = row;
    (key, Tally { failures, since, locked_until, lockouts })
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
