//! All SQL of dashboards: what the views of other contexts tell, and what was released. Who may
//! be told what of it is decided in the policy; so each says in its name that it did not ask.

pub mod gather;
pub mod read;
pub mod write;

use kernel::Db;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement, Value};

/// What a statement finds; its text is the same on both engines.
async fn found<T: FromQueryResult>(
    db: &Db,
    sql: &str,
    values: impl IntoIterator<Item = Value> + Send,
) -> Result<Vec<T>, DbErr> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = db.query_all_raw(statement).await?;
    rows.iter().map(|row| T::from_query_result(row, "")).collect()
}
