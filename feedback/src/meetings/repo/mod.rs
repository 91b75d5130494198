//! All SQL of meetings. Every select starts at what the viewer may see; what does not says so
//! in its name.

pub mod write;

use kernel::{Db, MeetingId, Page, Place, Viewer, within};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, QueryOrder, sea_query::SelectStatement,
};

use super::{
    entity::{
        meeting::{Column, Entity, Model},
        point,
    },
    filter::Filter,
    policy,
};
use crate::repo::{
    paged::{cut, kept},
    whole::{fetch, parts, rows, total},
};

const ID: (Entity, Column) = (Entity, Column::Id);

/// Those of the ids that exist for the viewer.
pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<MeetingId>) -> Result<Vec<Model>, DbErr> {
    // Without an organisation there is nothing to see, and nothing to ask.
    if viewer.places.is_empty() {
        return Ok(vec![]);
    }
    let mut select = rows::<Entity>(policy::visible(viewer));
    select.and_where(within(db.get_database_backend(), ID, ids));
    fetch(db, &select).await
}

/// One of them, read anew.
pub async fn by_id(db: &Db, viewer: &Viewer, id: MeetingId) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// One page of those that the viewer may see in an organisation, newest first.
pub async fn list(
    db: &Db,
    place: &Place,
    filter: Filter,
    page: &Page<MeetingId>,
) -> Result<Vec<Model>, DbErr> {
    let mut select = matching(place, filter);
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count(db: &Db, place: &Place, filter: Filter) -> Result<i64, DbErr> {
    total(db, matching(place, filter)).await
}

/// What was agreed, in the order in which it was put. Whoever asks has read the rows through
/// the rule; here only the viewer's organisations are held to.
pub async fn points_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<MeetingId>,
) -> Result<Vec<point::Model>, DbErr> {
    use point::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::MeetingId, seen)
        .order_by_asc(Column::Position)
        .all(db)
        .await
}

fn matching(place: &Place, filter: Filter) -> SelectStatement {
    let mut select = rows::<Entity>(policy::visible_in(place));
    let narrowed = Condition::all()
        .add_option(filter.kind.map(|kind| Column::Kind.eq(kind)))
        .add_option(filter.state.map(|state| Column::State.eq(state)))
        .add_option(filter.with.map(policy::meets))
        .add_option(filter.from.map(|at| Column::StartsAt.gte(kept(at))))
        .add_option(filter.until.map(|at| Column::StartsAt.lt(kept(at))));
    select.cond_where(narrowed);
    select
}
