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
    let mut select = Query::select();
    select.column("secret_fingerprint").from("deployment").and_where(Expr::col("id").eq(ID));
    let row = db.query_one(&select).await?;
    let kept = row.map(|row| row.try_get::<Vec<u8>>("", "secret_fingerprint")).transpose()?;
    Ok(kept.is_some_and(|kept| kept == secret.fingerprint()))
}
