//! Rows that are over: tokens, links, devices and tallies belong to no viewer any more.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::Db;
use sea_orm::DbErr;

use super::statement::run;

pub async fn access_tokens(db: &Db, now: DateTime<Utc>) -> Result<u64, DbErr> {
    run(db, "delete from access_token where expires_at < $1", [now.into()]).await
}

/// With their tokens.
pub async fn sessions(db: &Db, before: DateTime<Utc>) -> Result<u64, DbErr> {
    run(db, "delete from session where expires_at < $1", [before.into()]).await
}

pub async fn links(db: &Db, before: DateTime<Utc>) -> Result<u64, DbErr> {
    run(db, "delete from link where expires_at < $1", [before.into()]).await
}

pub async fn devices(db: &Db, before: DateTime<Utc>) -> Result<u64, DbErr> {
    run(db, "delete from known_device where last_used_at < $1", [before.into()]).await
}

/// Which mails people got on days that are over.
pub async fn told(db: &Db, before: NaiveDate) -> Result<u64, DbErr> {
    run(db, "delete from person_told where day < $1", [before.into()]).await
}

pub async fn tallies(db: &Db, before: DateTime<Utc>) -> Result<u64, DbErr> {
    let sql = "delete from throttle \
         where since < $1 and (locked_until is null or locked_until < $1)";
    run(db, sql, [before.into()]).await
}
