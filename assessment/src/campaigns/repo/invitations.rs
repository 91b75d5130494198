//! Who is invited.

use chrono::{DateTime, Utc};
use kernel::{
    CampaignId, CampaignInvitationId, Db, OrganizationId, Page, Place, Viewer,
    paged::{cut, cut_each},
    whole::{fetch, rows, total},
    within,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, QueryResult,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use crate::campaigns::{
    Mode, State as CampaignState, campaign,
    invitation::{Column, Entity, Model, State},
    policy,
};

const ID: (Entity, Column) = (Entity, Column::Id);
const OF: (Entity, Column) = (Entity, Column::CampaignId);

/// Those of the ids that exist for the viewer.
pub async fn by_ids(
    db: &Db,
    viewer: &Viewer,
    ids: Vec<CampaignInvitationId>,
) -> Result<Vec<Model>, DbErr> {
    // Without an organisation there is nothing to see, and nothing to ask.
    if viewer.places.is_empty() {
        return Ok(vec![]);
    }
    let backend = db.get_database_backend();
    let mut select = rows::<Entity>(policy::visible_invitations(viewer, backend));
    select.and_where(within(backend, ID, ids));
    fetch(db, &select).await
}

/// One of them, read anew.
pub async fn by_id(
    db: &Db,
    viewer: &Viewer,
    id: CampaignInvitationId,
) -> Result<Option<Model>, DbErr> {
    Ok(by_ids(db, viewer, vec![id]).await?.pop())
}

/// The viewer's own of each of these campaigns.
pub async fn own(
    db: &Db,
    viewer: &Viewer,
    campaigns: Vec<CampaignId>,
) -> Result<Vec<Model>, DbErr> {
    let mine = viewer.places.iter().map(invited);
    let mut select = rows::<Entity>(mine.fold(Condition::any(), Condition::add));
    select.and_where(within(db.get_database_backend(), OF, campaigns));
    fetch(db, &select).await
}

/// One page of the viewer's own in an organisation, the newest first; or of those that wait for an
/// answer at this moment.
pub async fn list(
    db: &Db,
    place: &Place,
    open_at: Option<DateTime<Utc>>,
    page: &Page<CampaignInvitationId>,
) -> Result<Vec<Model>, DbErr> {
    let mut select = mine(place, open_at);
    cut(&mut select, ID, page);
    fetch(db, &select).await
}

/// How many rows all pages have together.
pub async fn count(db: &Db, place: &Place, open_at: Option<DateTime<Utc>>) -> Result<i64, DbErr> {
    total(db, mine(place, open_at)).await
}

/// A page of those of each of these campaigns, in no order: one statement.
pub async fn in_each(
    db: &Db,
    place: &Place,
    campaigns: Vec<CampaignId>,
    page: &Page<CampaignInvitationId>,
) -> Result<Vec<Model>, DbErr> {
    fetch(db, &cut_each(of(db, place, campaigns), OF, ID, page)).await
}

/// How many rows all pages of each of these have together; none's zero.
pub async fn count_in_each(
    db: &Db,
    place: &Place,
    campaigns: Vec<CampaignId>,
) -> Result<Vec<(CampaignId, i64)>, DbErr> {
    let mut select = of(db, place, campaigns);
    select.clear_selects().column(OF).expr_as(Expr::cust("count(*)"), "total").group_by_col(OF);
    let rows = db.query_all(&select).await?;
    let read = |row: &QueryResult| Ok((row.try_get("", "campaign_id")?, row.try_get("", "total")?));
    rows.iter().map(read).collect()
}

/// How many from outside were invited in an organisation since then.
pub async fn guests_since_unchecked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    since: DateTime<Utc>,
) -> Result<i64, DbErr> {
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(organization))
        .add(Column::MemberId.is_null())
        .add(Column::InvitedAt.gt(since));
    total(db, rows::<Entity>(rule)).await
}

/// How many from outside a campaign invites.
pub async fn guests_unchecked(
    db: &impl ConnectionTrait,
    of: &campaign::Model,
) -> Result<i64, DbErr> {
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(of.organization_id))
        .add(Column::CampaignId.eq(of.id))
        .add(Column::MemberId.is_null());
    total(db, rows::<Entity>(rule)).await
}

/// Whether it waits for an answer, and its campaign takes one at this moment.
pub fn awaited(open_at: DateTime<Utc>) -> Condition {
    use campaign::Column as Of;
    let mut takes = Query::select();
    takes
        .expr(Expr::cust("1"))
        .from(campaign::Entity)
        .and_where(
            Expr::col((campaign::Entity, Of::OrganizationId))
                .equals((Entity, Column::OrganizationId)),
        )
        .and_where(Expr::col((campaign::Entity, Of::Id)).equals(OF))
        .and_where(Of::State.eq(CampaignState::Live))
        .and_where(Of::OpensAt.lte(open_at))
        .and_where(Of::ClosesAt.gt(open_at));
    let mut named = takes.clone();
    // Whoever drew a ticket answers by that alone.
    named.and_where(Of::Mode.ne(Mode::Anonymous));
    Condition::any()
        .add(Column::State.eq(State::Invited).and(Expr::exists(takes)))
        .add(Column::State.eq(State::Opened).and(Expr::exists(named)))
}

fn invited(place: &Place) -> Condition {
    Condition::all()
        .add(Column::OrganizationId.eq(place.organization))
        .add(Column::MemberId.eq(place.member))
}

fn mine(place: &Place, open_at: Option<DateTime<Utc>>) -> SelectStatement {
    rows::<Entity>(invited(place).add_option(open_at.map(awaited)))
}

fn of(db: &Db, place: &Place, campaigns: Vec<CampaignId>) -> SelectStatement {
    let backend = db.get_database_backend();
    let mut select = rows::<Entity>(policy::visible_invitations_in(place, backend));
    select.and_where(within(backend, OF, campaigns));
    select
}
