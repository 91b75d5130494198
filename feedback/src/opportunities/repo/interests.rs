//! Who is interested in what, and what is said about it. Lists go down ids that are random, so
//! their order says nothing.

use kernel::{Db, InterestId, OpportunityId, Page, Place, Viewer, within};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, QueryOrder, QueryResult,
    sea_query::{Expr, SelectStatement},
};

use crate::{
    opportunities::{
        entity::{
            comment,
            interest::{Column, Entity, Model},
        },
        policy,
    },
    repo::{
        paged::{cut, cut_each},
        whole::{fetch, parts, rows, total},
    },
};

const ID: (Entity, Column) = (Entity, Column::Id);
const OF: (Entity, Column) = (Entity, Column::OpportunityId);

/// Those of the ids that exist for the viewer.
pub async fn by_ids(db: &Db, viewer: &Viewer, ids: Vec<InterestId>) -> Result<Vec<Model>, DbErr> {
    // Without an organisation there is nothing to see, and nothing to ask.
    if viewer.places.is_empty() {
        return Ok(vec![]);
    }
    let backend = db.get_database_backend();
    let mut select = rows::<Entity>(policy::visible_interests(viewer, backend));
    select.and_where(within(backend, ID, ids));
    fetch(db, &select).await
}

/// One of them, read anew.
pub async fn by_id(db: &Db, viewer: &Viewer, id: InterestId) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// The viewer's own in each of these, also where they withdrew it.
pub async fn own(
    db: &Db,
    viewer: &Viewer,
    opportunities: Vec<OpportunityId>,
) -> Result<Vec<Model>, DbErr> {
    let mine = viewer.places.iter().map(|place| {
        Condition::all()
            .add(Column::OrganizationId.eq(place.organization))
            .add(Column::MemberId.eq(place.member))
    });
    let mut select = rows::<Entity>(mine.fold(Condition::any(), Condition::add));
    select.and_where(within(db.get_database_backend(), OF, opportunities));
    fetch(db, &select).await
}

/// One page of all that the viewer may see in an organisation.
pub async fn list(db: &Db, place: &Place, page: &Page<InterestId>) -> Result<Vec<Model>, DbErr> {
    let mut select = rows::<Entity>(policy::visible_interests_in(place, db.get_database_backend()));
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count(db: &Db, place: &Place) -> Result<i64, DbErr> {
    total(db, rows::<Entity>(policy::visible_interests_in(place, db.get_database_backend()))).await
}

/// A page of those in each of these, in no order: one statement. Whoever asks offers them.
pub async fn in_each(
    db: &Db,
    place: &Place,
    opportunities: Vec<OpportunityId>,
    page: &Page<InterestId>,
) -> Result<Vec<Model>, DbErr> {
    fetch(db, &cut_each(offered(db, place, opportunities), OF, ID, page)).await
}

/// How many rows all pages of each of these have together; none's zero.
pub async fn count_in_each(
    db: &Db,
    place: &Place,
    opportunities: Vec<OpportunityId>,
) -> Result<Vec<(OpportunityId, i64)>, DbErr> {
    let mut select = offered(db, place, opportunities);
    select.clear_selects().column(OF).expr_as(Expr::cust("count(*)"), "total").group_by_col(OF);
    let rows = db.query_all(&select).await?;
    let read =
        |row: &QueryResult| Ok((row.try_get("", "opportunity_id")?, row.try_get("", "total")?));
    rows.iter().map(read).collect()
}

/// What is said about interests that were seen, in order. Whoever asks discusses them.
pub async fn comments_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<InterestId>,
) -> Result<Vec<comment::Model>, DbErr> {
    use comment::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::InterestId, seen)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// What stands: a member who offers something sees there no withdrawn interest of their own.
fn offered(db: &Db, place: &Place, opportunities: Vec<OpportunityId>) -> SelectStatement {
    let backend = db.get_database_backend();
    let mut select = rows::<Entity>(policy::visible_interests_in(place, backend));
    select.and_where(Column::WithdrawnAt.is_null()).and_where(within(backend, OF, opportunities));
    select
}
