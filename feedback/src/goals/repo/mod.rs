//! All SQL of goals. Every select starts at what the viewer may see; what does not says so in
//! its name.

mod parts;
pub mod write;

use kernel::{Db, GoalId, MembershipId, Page, Place, Viewer, within};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, QueryResult,
    sea_query::{Expr, SelectStatement},
};

use super::{
    entity::goal::{Column, Entity, Model},
    filter::Filter,
    policy,
};
use crate::repo::{
    paged::{cut, cut_each},
    whole::{fetch, rows, total},
};

pub use self::parts::{evidence_unchecked, milestones_unchecked};

const OWNER: (Entity, Column) = (Entity, Column::OwnerId);
const ID: (Entity, Column) = (Entity, Column::Id);

/// Those of the ids that exist for the viewer.
pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<GoalId>) -> Result<Vec<Model>, DbErr> {
    // Without an organisation there is nothing to see, and nothing to ask.
    if viewer.places.is_empty() {
        return Ok(vec![]);
    }
    let backend = db.get_database_backend();
    let mut select = rows::<Entity>(policy::visible(viewer, backend));
    select.and_where(within(backend, ID, ids));
    fetch(db, &select).await
}

/// One of them, read anew.
pub async fn by_id(db: &Db, viewer: &Viewer, id: GoalId) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// One page of those that the viewer may see in an organisation, newest first.
pub async fn list(
    db: &Db,
    place: &Place,
    filter: Filter,
    page: &Page<GoalId>,
) -> Result<Vec<Model>, DbErr> {
    let mut select = matching(db.get_database_backend(), place, filter);
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count(db: &Db, place: &Place, filter: Filter) -> Result<i64, DbErr> {
    total(db, matching(db.get_database_backend(), place, filter)).await
}

/// A page of each of these members, in no order: one statement.
pub async fn by_owners(
    db: &Db,
    place: &Place,
    owners: Vec<MembershipId>,
    filter: Filter,
    page: &Page<GoalId>,
) -> Result<Vec<Model>, DbErr> {
    let backend = db.get_database_backend();
    let mut select = matching(backend, place, filter);
    select.and_where(within(backend, OWNER, owners));
    fetch(db, &cut_each(select, OWNER, ID, page)).await
}

/// How many rows all pages of each of these members have together; nobody's zero.
pub async fn count_by_owners(
    db: &Db,
    place: &Place,
    owners: Vec<MembershipId>,
    filter: Filter,
) -> Result<Vec<(MembershipId, i64)>, DbErr> {
    let backend = db.get_database_backend();
    let mut select = matching(backend, place, filter);
    select
        .clear_selects()
        .column(OWNER)
        .expr_as(Expr::cust("count(*)"), "total")
        .and_where(within(backend, OWNER, owners))
        .group_by_col(OWNER);
    let rows = db.query_all(&select).await?;
    let read = |row: &QueryResult| Ok((row.try_get("", "owner_id")?, row.try_get("", "total")?));
    rows.iter().map(read).collect()
}

fn matching(backend: DbBackend, place: &Place, filter: Filter) -> SelectStatement {
    let mut select = rows::<Entity>(policy::visible_in(place, backend));
    if let Some(states) = filter.states {
        select.and_where(Column::State.is_in(states.iter()));
    }
    if let Some(owner) = filter.owner {
        select.and_where(Column::OwnerId.eq(owner));
    }
    select
}
