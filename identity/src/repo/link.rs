//! Links that were mailed, found by their token's hash or, for the mail itself, by their id.

use chrono::{DateTime, Utc};
use kernel::UserId;
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::statement::{one, run};
use crate::entity::link::{Model, Purpose};

/// One that still opens something of this kind.
pub async fn open(
    db: &impl ConnectionTrait,
    hash: Vec<u8>,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<Option<Model>, DbErr> {
    let sql = "select * from link \
         where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3";
    one(db, sql, [hash.into(), purpose.into(), now.into()]).await
}

pub async fn by_id_unchecked(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    one(db, "select * from link where id = $1", [id.into()]).await
}

/// Whether this use is the first.
pub async fn spend(db: &impl ConnectionTrait, id: Uuid, now: DateTime<Utc>) -> Result<bool, DbErr> {
    let sql = "update link set used_at = $2 where id = $1 and used_at is null";
    Ok(run(db, sql, [id.into(), now.into()]).await? == 1)
}

/// The person's links that nobody used yet open nothing any more, whatever they are for.
pub async fn spend_all(
    db: &impl ConnectionTrait,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let sql = "update link set used_at = $2 where person_id = $1 and used_at is null";
    run(db, sql, [user.into(), now.into()]).await
}

/// The same of one kind.
pub async fn spend_others(
    db: &impl ConnectionTrait,
    user: UserId,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let sql = "update link set used_at = $3 \
         where person_id = $1 and purpose = $2 and used_at is null";
    run(db, sql, [user.into(), purpose.into(), now.into()]).await
}
