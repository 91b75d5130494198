//! Sessions, their tokens, and the devices that are known. What is found by a token needs no
//! viewer, since only its holder can ask; the rest is the person's own.

use chrono::{DateTime, Utc};
use kernel::{Db, SessionId, UserId, Viewer, within};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter};

use super::statement::{all, locking, one, run};
use crate::entity::{
    access_token,
    session::{Column, Entity, Model},
    spent_refresh,
};

/// The session that this token renews, locked.
pub async fn by_refresh(db: &impl ConnectionTrait, hash: Vec<u8>) -> Result<Option<Model>, DbErr> {
    one(db, &locking(db, "select * from session where refresh_hash = $1"), [hash.into()]).await
}

pub async fn by_id_unchecked(
    db: &impl ConnectionTrait,
    id: SessionId,
) -> Result<Option<Model>, DbErr> {
    one(db, &locking(db, "select * from session where id = $1"), [id.into()]).await
}

pub async fn spent(
    db: &impl ConnectionTrait,
    hash: Vec<u8>,
) -> Result<Option<spent_refresh::Model>, DbErr> {
    one(db, "select * from spent_refresh where hash = $1", [hash.into()]).await
}

pub async fn access(
    db: &impl ConnectionTrait,
    hash: Vec<u8>,
) -> Result<Option<access_token::Model>, DbErr> {
    one(db, "select * from access_token where hash = $1", [hash.into()]).await
}

pub async fn renew(
    db: &impl ConnectionTrait,
    id: SessionId,
    refresh_hash: Vec<u8>,
    refresh_expires_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let sql = "update session set refresh_hash = $2, refresh_expires_at = $3, expires_at = $4, \
         last_used_at = $5 where id = $1";
    let values =
        [id.into(), refresh_hash.into(), refresh_expires_at.into(), expires_at.into(), now.into()];
    run(db, sql, values).await
}

pub async fn drop_old_access(
    db: &impl ConnectionTrait,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let sql = "delete from access_token where session_id = $1 and expires_at < $2";
    run(db, sql, [id.into(), now.into()]).await
}

/// The viewer's own, also those that are over.
#[expect(clippy::disallowed_methods, reason = "this is where selects of sessions start")]
pub async fn by_ids(
    db: &Db,
    viewer: &Viewer,
    ids: impl IntoIterator<Item = SessionId>,
) -> Result<Vec<Model>, DbErr> {
    let Some(user) = viewer.user() else { return Ok(vec![]) };
    Entity::find()
        .filter(Column::PersonId.eq(user))
        .filter(within(db.get_database_backend(), (Entity, Column::Id), ids))
        .all(db)
        .await
}

/// Those of the person that are not over, the latest first.
pub async fn open_of(
    db: &impl ConnectionTrait,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Vec<Model>, DbErr> {
    let sql = "select * from session where person_id = $1 and ended_at is null \
         and expires_at > $2 and refresh_expires_at > $2 order by id desc";
    all(db, sql, [user.into(), now.into()]).await
}

/// One of the person's own; nothing is touched if it is not theirs or over.
pub async fn end(
    db: &impl ConnectionTrait,
    user: UserId,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let sql = "update session set ended_at = $3 \
         where person_id = $1 and id = $2 and ended_at is null";
    run(db, sql, [user.into(), id.into(), now.into()]).await
}

/// All of the person's but one, or all.
pub async fn end_all_but(
    db: &impl ConnectionTrait,
    user: UserId,
    but: Option<SessionId>,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let but = but.unwrap_or(SessionId(uuid::Uuid::nil()));
    let sql = "update session set ended_at = $3 \
         where person_id = $1 and id <> $2 and ended_at is null";
    run(db, sql, [user.into(), but.into(), now.into()]).await
}

pub async fn proved_again(
    db: &impl ConnectionTrait,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    run(db, "update session set authenticated_at = $2 where id = $1", [id.into(), now.into()]).await
}

#[derive(FromQueryResult)]
struct Known {
    person_id: UserId,
}

/// Whose device it is.
pub async fn device_unchecked(
    db: &impl ConnectionTrait,
    hash: Vec<u8>,
) -> Result<Option<UserId>, DbErr> {
    let sql = "select person_id from known_device where hash = $1";
    let known: Option<Known> = one(db, sql, [hash.into()]).await?;
    Ok(known.map(|it| it.person_id))
}

pub async fn keep_device(
    db: &impl ConnectionTrait,
    user: UserId,
    hash: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let sql = "insert into known_device (hash, person_id, last_used_at) values ($1, $2, $3) \
         on conflict (hash) do update set last_used_at = excluded.last_used_at";
    run(db, sql, [hash.into(), user.into(), now.into()]).await
}

pub async fn forget_devices_but(
    db: &impl ConnectionTrait,
    user: UserId,
    but: Vec<u8>,
) -> Result<u64, DbErr> {
    let sql = "delete from known_device where person_id = $1 and hash <> $2";
    run(db, sql, [user.into(), but.into()]).await
}

/// Moves the end of a session and of one of its access tokens, for a demonstration.
pub async fn prolong(
    db: &impl ConnectionTrait,
    id: SessionId,
    access: &kernel::Token,
    until: DateTime<Utc>,
) -> Result<(), DbErr> {
    let sql = "update session set expires_at = $2, refresh_expires_at = $2 where id = $1";
    run(db, sql, [id.into(), until.into()]).await?;
    let sql = "update access_token set expires_at = $2 where hash = $1";
    run(db, sql, [access.hash().into(), until.into()]).await?;
    Ok(())
}
