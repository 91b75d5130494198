//! Who is to be reminded; read and written by a job, for no viewer.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Db, FeedbackInvitationId, MembershipId, OrganizationId, Write};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr,
    sea_query::{Expr, ExprTrait, Order, Query},
};

use crate::{
    repo::whole::{fetch, rows},
    requests::entity::{
        invitation::{Column, Entity, Model, State},
        request,
    },
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

/// About whom this member is asked something that waits for their answer on this day.
pub async fn awaited_unchecked(
    db: &Db,
    organization: OrganizationId,
    member: MembershipId,
    today: NaiveDate,
) -> Result<Vec<Option<MembershipId>>, DbErr> {
    let mut select = Query::select();
    select
        .distinct()
        .column((request::Entity, request::Column::AboutId))
        .from(Entity)
        .inner_join(
            request::Entity,
            Expr::col((request::Entity, request::Column::OrganizationId))
                .equals((Entity, Column::OrganizationId))
                .and(
                    Expr::col((request::Entity, request::Column::Id))
                        .equals((Entity, Column::RequestId)),
                ),
        )
        .and_where(Column::OrganizationId.eq(organization))
        .and_where(Column::MemberId.eq(member))
        .and_where(Column::State.eq(State::Open))
        .and_where(Column::Muted.eq(false))
        .and_where(Column::DueOn.gte(today));
    let rows = db.query_all(&select).await?;
    rows.iter().map(|row| row.try_get("", "about_id")).collect()
}

/// Somebody from outside, as long as they are asked.
pub async fn external_unchecked(
    db: &Db,
    organization: OrganizationId,
    id: FeedbackInvitationId,
    today: NaiveDate,
) -> Result<Option<Model>, DbErr> {
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(organization))
        .add(Column::Id.eq(id))
        .add(Column::State.eq(State::Open))
        .add(Column::Muted.eq(false))
        .add(Column::DueOn.gte(today))
        .add(Column::LinkId.is_not_null());
    Ok(fetch(db, &rows::<Entity>(rule)).await?.pop())
}
