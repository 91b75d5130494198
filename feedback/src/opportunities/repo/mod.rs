//! All SQL of opportunities. Every select starts at what the viewer may see; what does not
//! says so in its name.

pub mod interests;
pub mod write;

use kernel::{Db, OpportunityId, Page, Place, Viewer, within};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr,
    sea_query::{Query, SelectStatement},
};

use super::{
    entity::opportunity::{Column, Entity, Model},
    filter::Filter,
    policy,
};
use crate::repo::{
    paged::cut,
    whole::{fetch, rows, total},
};

const ID: (Entity, Column) = (Entity, Column::Id);

/// Those of the ids that exist for the viewer.
pub async fn by_ids(
    db: &Db,
    viewer: &Viewer,
    ids: Vec<OpportunityId>,
) -> Result<Vec<Model>, DbErr> {
    // Without an organisation there is nothing to see, and nothing to ask.
    if viewer.places.is_empty() {
        return Ok(vec![]);
    }
    let mut select = rows::<Entity>(policy::visible(viewer));
    select.and_where(within(db.get_database_backend(), ID, ids));
    fetch(db, &select).await
}

/// One of them, read anew.
pub async fn by_id(db: &Db, viewer: &Viewer, id: OpportunityId) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// One page of an organisation's, newest first.
pub async fn list(
    db: &Db,
    place: &Place,
    filter: Filter,
    page: &Page<OpportunityId>,
) -> Result<Vec<Model>, DbErr> {
    let mut select = matching(place, filter);
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count(db: &Db, place: &Place, filter: Filter) -> Result<i64, DbErr> {
    total(db, matching(place, filter)).await
}

/// What they are called, of those in which somebody is interested who was seen: a coach from
/// outside reads what they are asked about, and no more of it.
pub async fn titles_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<OpportunityId>,
) -> Result<Vec<(OpportunityId, String)>, DbErr> {
    let backend = db.get_database_backend();
    let organizations = viewer.places.iter().map(|place| place.organization);
    let mut select = Query::select();
    select
        .columns([Column::Id, Column::Title])
        .from(Entity)
        .and_where(within(backend, (Entity, Column::OrganizationId), organizations))
        .and_where(within(backend, ID, seen));
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "title")?))).collect()
}

fn matching(place: &Place, filter: Filter) -> SelectStatement {
    let mut select = rows::<Entity>(policy::visible_in(place));
    let narrowed = Condition::all()
        .add_option(filter.kind.map(|kind| Column::Kind.eq(kind)))
        .add_option(filter.state.map(|state| Column::State.eq(state)))
        .add_option(filter.unit.map(|unit| Column::UnitId.eq(unit)));
    select.cond_where(narrowed);
    select
}
