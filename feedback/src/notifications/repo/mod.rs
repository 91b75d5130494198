//! All SQL of notifications. Every select starts at what the viewer may see; what does not says
//! so in its name.

pub mod write;

use chrono::{DateTime, Utc};
use kernel::{Db, MembershipId, NotificationId, OrganizationId, Page, Place, Viewer, within};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, FromQueryResult, QueryResult,
    sea_query::{Alias, Asterisk, Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    entity::notification::{Column, Entity, Model},
    policy,
};
use crate::repo::{
    paged::cut,
    whole::{rows, total},
};

/// The latest of what a member was told about one object in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub latest: Model,
    /// How often they were told.
    pub together: i64,
    /// How often since they read it.
    pub unread: i64,
}

/// Those of the ids that exist for the viewer.
pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<NotificationId>) -> Result<Vec<Row>, DbErr> {
    // Without an organisation there is nothing to see, and nothing to ask.
    if viewer.places.is_empty() {
        return Ok(vec![]);
    }
    let backend = db.get_database_backend();
    let mut select = grouped(policy::visible(viewer, backend));
    select.and_where(within(backend, Alias::new("id"), ids));
    fetch(db, &select).await
}

/// One page of what the viewer was told in an organisation, the latest first.
pub async fn list(db: &Db, place: &Place, page: &Page<Uuid>) -> Result<Vec<Row>, DbErr> {
    let mut select = latest(db, place);
    cut(&mut select, Alias::new("place"), page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count(db: &Db, place: &Place) -> Result<i64, DbErr> {
    total(db, latest(db, place)).await
}

/// How many of them are not read.
pub async fn count_unread(db: &Db, place: &Place) -> Result<i64, DbErr> {
    let mut select = latest(db, place);
    select.and_where(Expr::col("unread").gt(0));
    total(db, select).await
}

/// Who was told something since then, has not read it, and no summary told of it; for the process,
/// which reminds them.
pub async fn unread_since_unchecked(
    db: &Db,
    since: DateTime<Utc>,
) -> Result<Vec<(OrganizationId, MembershipId)>, DbErr> {
    let mut select = Query::select();
    select
        .distinct()
        .columns([Column::OrganizationId, Column::MemberId])
        .from(Entity)
        .and_where(Column::At.gte(since))
        .and_where(Column::ReadAt.is_null())
        .and_where(Column::DigestedAt.is_null());
    let rows = db.query_all(&select).await?;
    let read = |row: &QueryResult| {
        Ok((row.try_get("", "organization_id")?, row.try_get("", "member_id")?))
    };
    rows.iter().map(read).collect()
}

fn latest(db: &Db, place: &Place) -> SelectStatement {
    let mut select = grouped(policy::visible_in(place, db.get_database_backend()));
    select.and_where(Expr::col("nth").eq(1));
    select
}

/// Under a rule, each with what it is one of.
fn grouped(rule: Condition) -> SelectStatement {
    const OF: &str = "over (partition by notification.organization_id, notification.member_id, \
                      notification.kind, notification.feedback_id, notification.request_id";
    let mut each = rows::<Entity>(rule);
    each.expr_as(Expr::cust(format!("row_number() {OF} order by notification.place desc)")), "nth")
        .expr_as(Expr::cust(format!("count(*) {OF})")), "together")
        .expr_as(
            Expr::cust(format!("count(*) filter (where notification.read_at is null) {OF})")),
            "unread",
        );
    Query::select().column(Asterisk).from_subquery(each, "each").take()
}

async fn fetch(db: &Db, select: &SelectStatement) -> Result<Vec<Row>, DbErr> {
    let rows = db.query_all(select).await?;
    let read = |row: &QueryResult| {
        let latest = Model::from_query_result(row, "")?;
        let (together, unread) = (row.try_get("", "together")?, row.try_get("", "unread")?);
        Ok(Row { latest, together, unread })
    };
    rows.iter().map(read).collect()
}
