//! Who is asked.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Db, FeedbackInvitationId, FeedbackRequestId, Page, Place, Viewer, within};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, QueryResult,
    sea_query::{Expr, SelectStatement},
};

use crate::{
    repo::{
        paged::{cut, cut_each},
        whole::{fetch, rows, total},
    },
    requests::{
        entity::invitation::{Column, Entity, Model, State},
        policy,
    },
};

const ID: (Entity, Column) = (Entity, Column::Id);
const OF: (Entity, Column) = (Entity, Column::RequestId);

/// Those of the ids that exist for the viewer.
pub async fn by_ids(
    db: &Db,
    viewer: &Viewer,
    ids: Vec<FeedbackInvitationId>,
) -> Result<Vec<Model>, DbErr> {
    // Without an organisation there is nothing to see, and nothing to ask.
    if viewer.places.is_empty() {
        return Ok(vec![]);
    }
    let mut select = rows::<Entity>(policy::visible_invitations(viewer));
    select.and_where(within(db.get_database_backend(), ID, ids));
    fetch(db, &select).await
}

/// One of them, read anew.
pub async fn by_id(
    db: &Db,
    viewer: &Viewer,
    id: FeedbackInvitationId,
) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// The viewer's own of each of these requests.
pub async fn own(
    db: &Db,
    viewer: &Viewer,
    requests: Vec<FeedbackRequestId>,
) -> Result<Vec<Model>, DbErr> {
    let mine = viewer.places.iter().map(asked);
    let mut select = rows::<Entity>(mine.fold(Condition::any(), Condition::add));
    select.and_where(within(db.get_database_backend(), OF, requests));
    fetch(db, &select).await
}

/// One page of the viewer's own in an organisation, newest first; or of those that wait for an
/// answer on this day.
pub async fn list(
    db: &Db,
    place: &Place,
    open_on: Option<NaiveDate>,
    page: &Page<FeedbackInvitationId>,
) -> Result<Vec<Model>, DbErr> {
    let mut select = mine(place, open_on);
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count(db: &Db, place: &Place, open_on: Option<NaiveDate>) -> Result<i64, DbErr> {
    total(db, mine(place, open_on)).await
}

/// A page of those of each of these requests, in no order: one statement. Whoever asks it asked.
pub async fn in_each(
    db: &Db,
    place: &Place,
    requests: Vec<FeedbackRequestId>,
    page: &Page<FeedbackInvitationId>,
) -> Result<Vec<Model>, DbErr> {
    fetch(db, &cut_each(of(db, place, requests), OF, ID, page)).await
}

/// How many rows all pages of each of these have together; none's zero.
pub async fn count_in_each(
    db: &Db,
    place: &Place,
    requests: Vec<FeedbackRequestId>,
) -> Result<Vec<(FeedbackRequestId, i64)>, DbErr> {
    let mut select = of(db, place, requests);
    select.clear_selects().column(OF).expr_as(Expr::cust("count(*)"), "total").group_by_col(OF);
    let rows = db.query_all(&select).await?;
    let read = |row: &QueryResult| Ok((row.try_get("", "request_id")?, row.try_get("", "total")?));
    rows.iter().map(read).collect()
}

/// How many people from outside the viewer asked since then.
pub async fn externals_since(db: &Db, place: &Place, since: DateTime<Utc>) -> Result<i64, DbErr> {
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(place.organization))
        .add(Column::RequesterId.eq(place.member))
        .add(Column::MemberId.is_null())
        .add(Column::InvitedAt.gt(since));
    total(db, rows::<Entity>(rule)).await
}

fn asked(place: &Place) -> Condition {
    Condition::all()
        .add(Column::OrganizationId.eq(place.organization))
        .add(Column::MemberId.eq(place.member))
}

fn mine(place: &Place, open_on: Option<NaiveDate>) -> SelectStatement {
    let open = |day: NaiveDate| {
        Condition::all().add(Column::State.eq(State::Open)).add(Column::DueOn.gte(day))
    };
    rows::<Entity>(asked(place).add_option(open_on.map(open)))
}

fn of(db: &Db, place: &Place, requests: Vec<FeedbackRequestId>) -> SelectStatement {
    let mut select = rows::<Entity>(policy::visible_invitations_in(place));
    select.and_where(within(db.get_database_backend(), OF, requests));
    select
}
