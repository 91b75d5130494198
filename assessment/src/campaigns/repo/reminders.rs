//! Who is to be reminded; read and written by a job, for no viewer.

use chrono::{DateTime, Utc};
use kernel::{
    CampaignId, CampaignInvitationId, Db, MembershipId, OrganizationId, Write,
    whole::{fetch, rows, total},
    within,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr,
    sea_query::{Expr, ExprTrait, Order, Query, SimpleExpr, UpdateStatement},
};

use super::invitations::awaited;
use crate::campaigns::{
    campaign,
    invitation::{Column, Entity, Model, State},
};

/// How many are looked at in one round.
pub const AT_ONCE: usize = 500;

/// Those for whom a mail is due, the first due first.
pub async fn due_unchecked(
    db: &Db,
    organization: Option<OrganizationId>,
    now: DateTime<Utc>,
) -> Result<Vec<Model>, DbErr> {
    let own = organization.map(|id| Column::OrganizationId.eq(id));
    let rule = Condition::all().add_option(own).add(Column::RemindAt.lte(now));
    let mut select = rows::<Entity>(rule);
    select
        .order_by((Entity, Column::RemindAt), Order::Asc)
        .order_by((Entity, Column::Id), Order::Asc)
        .limit(AT_ONCE as u64);
    fetch(db, &select).await
}

/// What they are invited to, of whatever organisation.
pub async fn campaigns_unchecked(
    db: &Db,
    ids: Vec<CampaignId>,
) -> Result<Vec<campaign::Model>, DbErr> {
    use campaign::{Column, Entity};
    let rule = within(db.get_database_backend(), (Entity, Column::Id), ids);
    fetch(db, &rows::<Entity>(Condition::all().add(rule))).await
}

/// When the next one is due. Touches nothing if somebody else was faster.
pub fn put_off(row: &Model, until: Option<DateTime<Utc>>) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::RemindAt, until)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .and_where(Column::RemindAt.eq(row.remind_at))
        .to_owned()
        .into()
}

/// Nobody is reminded of it any more.
pub fn ended(of: &campaign::Model) -> Write {
    each_of(of).value(Column::RemindAt, Option::<DateTime<Utc>>::None).to_owned().into()
}

/// One more, before a later close, to whoever still waits and has none to come but the one before
/// the earlier close. Whoever was told by a ticket, an answer or a no is not.
pub fn once_more(of: &campaign::Model, was: DateTime<Utc>, next: DateTime<Utc>) -> Write {
    let anonymous = of.mode == campaign::Mode::Anonymous;
    let opened: Option<SimpleExpr> = (!anonymous).then(|| Column::State.eq(State::Opened));
    let waits = Condition::any().add(Column::State.eq(State::Invited)).add_option(opened);
    let none = Condition::any().add(Column::RemindAt.is_null()).add(Column::RemindAt.eq(was));
    each_of(of)
        .value(Column::RemindAt, next)
        .and_where(Column::Muted.eq(false))
        .cond_where(waits)
        .cond_where(none)
        .to_owned()
        .into()
}

/// Whether this member is invited to anything that waits for their answer now.
pub async fn is_awaited_unchecked(
    db: &Db,
    organization: OrganizationId,
    member: MembershipId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(organization))
        .add(Column::MemberId.eq(member))
        .add(Column::Muted.eq(false))
        .add(awaited(now));
    Ok(total(db, rows::<Entity>(rule)).await? > 0)
}

/// Somebody from outside, as long as they are invited.
pub async fn guest_unchecked(
    db: &Db,
    organization: OrganizationId,
    id: CampaignInvitationId,
    now: DateTime<Utc>,
) -> Result<Option<Model>, DbErr> {
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(organization))
        .add(Column::Id.eq(id))
        .add(Column::Muted.eq(false))
        .add(Column::LinkId.is_not_null())
        .add(awaited(now));
    Ok(fetch(db, &rows::<Entity>(rule)).await?.pop())
}

fn each_of(of: &campaign::Model) -> UpdateStatement {
    Query::update()
        .table(Entity)
        .and_where(Expr::col(Column::OrganizationId).eq(of.organization_id))
        .and_where(Expr::col(Column::CampaignId).eq(of.id))
        .to_owned()
}
