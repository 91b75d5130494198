//! Rows as they stand in their table, under the rule that each select begins with.

use kernel::{Db, Viewer, within};
use sea_orm::{
    Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, Iterable, QueryFilter, Select,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

/// Whole rows under a rule.
pub fn rows<E: EntityTrait>(rule: Condition) -> SelectStatement {
    Query::select()
        .columns(E::Column::iter().map(|column| (E::default(), column)))
        .from(E::default())
        .cond_where(rule)
        .take()
}

/// All that the select finds.
pub async fn fetch<M: FromQueryResult>(db: &Db, select: &SelectStatement) -> Result<Vec<M>, DbErr> {
    let rows = db.query_all(select).await?;
    rows.iter().map(|row| M::from_query_result(row, "")).collect()
}

/// How many it finds.
pub async fn total(db: &Db, mut select: SelectStatement) -> Result<i64, DbErr> {
    select.clear_selects().expr_as(Expr::cust("count(*)"), "total");
    let row = db.query_one(&select).await?;
    row.map_or(Ok(0), |row| row.try_get("", "total"))
}

/// What belongs to rows that were `seen` through the rule; here only the viewer's organisations
/// are held to. `of` is the column that names the row it belongs to.
#[expect(clippy::disallowed_methods, reason = "parts of rows that were seen through the rule")]
pub fn parts<E: EntityTrait>(
    db: &Db,
    viewer: &Viewer,
    organization: E::Column,
    of: E::Column,
    seen: Vec<impl Into<Uuid>>,
) -> Select<E> {
    let backend = db.get_database_backend();
    let organizations = viewer.places.iter().map(|place| place.organization);
    let tenant = within(backend, (E::default(), organization), organizations);
    let rule = Condition::all().add(tenant).add(within(backend, (E::default(), of), seen));
    E::find().filter(rule)
}
