//! Rows as they stand in their table, under the rule that each select of a context begins with.

use sea_orm::{
    Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, Iterable, Statement, Value,
    sea_query::{Expr, Query, SelectStatement},
};

use crate::Db;

/// Whole rows under a rule.
pub fn rows<E: EntityTrait>(rule: Condition) -> SelectStatement {
    Query::select()
        .columns(E::Column::iter().map(|column| (E::default(), column)))
        .from(E::default())
        .cond_where(rule)
        .take()
}

/// All that the select finds.
pub async fn fetch<M: FromQueryResult>(
    db: &impl ConnectionTrait,
    select: &SelectStatement,
) -> Result<Vec<M>, DbErr> {
    let rows = db.query_all(select).await?;
    rows.iter().map(|row| M::from_query_result(row, "")).collect()
}

/// How many it finds.
pub async fn total(db: &impl ConnectionTrait, mut select: SelectStatement) -> Result<i64, DbErr> {
    select.clear_selects().expr_as(Expr::cust("count(*)"), "total");
    let row = db.query_one(&select).await?;
    row.map_or(Ok(0), |row| row.try_get("", "total"))
}

/// What a statement in words finds; its text is the same on both engines.
pub async fn found<T: FromQueryResult>(
    db: &Db,
    sql: &str,
    values: impl IntoIterator<Item = Value> + Send,
) -> Result<Vec<T>, DbErr> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = db.query_all_raw(statement).await?;
    rows.iter().map(|row| T::from_query_result(row, "")).collect()
}
