//! What the processes of one deployment have in common: the secret.

use kernel::{Clock, Db, Secret};
use sea_orm::{
    ConnectionTrait, DbErr,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};

/// The one row.
const ID: i64 = 1;

/// The first process writes down whose secret it is.
pub async fn claim(db: &Db, secret: &Secret, clock: &Clock) -> Result<(), DbErr> {
    let mut insert = Query::insert();
    insert
        .into_table("deployment")
        .columns(["id", "secret_fingerprint", "created_at"])
        .values_panic([
            Expr::val(ID),
            Expr::val(secret.fingerprint().to_vec()),
            Expr::val(clock.now()),
        ])
        .on_conflict(OnConflict::column("id").do_nothing().to_owned());
    db.execute(&insert).await.map(drop)
}

/// Whether this is the secret that the database's links and cursors were made with.
pub async fn holds(db: &Db, secret: &Secret) -> Result<bool, DbErr> {
    let kept = fingerprint(db).await?;
    Ok(kept.is_some_and(|kept| kept == secret.fingerprint()))
}

/// Whether a process has written down its secret.
pub async fn is_claimed(db: &Db) -> Result<bool, DbErr> {
    Ok(fingerprint(db).await?.is_some())
}

async fn fingerprint(db: &Db) -> Result<Option<Vec<u8>>, DbErr> {
    let mut select = Query::select();
    select.column("secret_fingerprint").from("deployment").and_where(Expr::col("id").eq(ID));
    let row = db.query_one(&select).await?;
    row.map(|row| row.try_get("", "secret_fingerprint")).transpose()
}
