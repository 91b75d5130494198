//! Statements that are written out, and rows that are inserted whole.

use kernel::Write;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, ModelTrait, QueryTrait, Statement, Value,
};

/// A new row.
pub fn row<M>(model: M) -> Write
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
{
    let row = model.into_active_model().reset_all();
    M::Entity::insert(row).into_query().into()
}

pub async fn all<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value> + Send,
) -> Result<Vec<T>, DbErr> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = db.query_all_raw(statement).await?;
    rows.iter().map(|row| T::from_query_result(row, "")).collect()
}

pub async fn one<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value> + Send,
) -> Result<Option<T>, DbErr> {
    Ok(all(db, sql, values).await?.into_iter().next())
}

/// How many rows it touched.
pub async fn run(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value> + Send,
) -> Result<u64, DbErr> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.execute_raw(statement).await?.rows_affected())
}

/// Ends a select on whose rows a decision rests. SQLite has one writer and needs no lock.
pub fn locking(db: &impl ConnectionTrait, select: &str) -> String {
    match db.get_database_backend() {
        DbBackend::Postgres => format!("{select} for update"),
        _ => select.to_owned(),
    }
}
