//! Who is to be reminded; read and written by a job, for no viewer.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Db, FeedbackInvitationId, FeedbackRequestId, MembershipId, OrganizationId, Write};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr,
    sea_query::{Expr, ExprTrait, Order, Query},
};

use crate::{
    candidates::entity::candidate,
    repo::whole::{fetch, rows, total},
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

/// Who receives what this member is asked and has not answered on this day: whom it is about, or
/// who is responsible for them.
pub async fn awaited_unchecked(
    db: &Db,
    organization: OrganizationId,
    member: MembershipId,
    today: NaiveDate,
) -> Result<Vec<Option<MembershipId>>, DbErr> {
    let mut select = Query::select();
    select
        .distinct()
        .expr_as(
            Expr::col((request::Entity, request::Column::AboutId))
                .if_null(Expr::col((candidate::Entity, candidate::Column::ResponsibleId))),
            "about_id",
        )
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
        .left_join(
            candidate::Entity,
            Expr::col((candidate::Entity, candidate::Column::OrganizationId))
                .equals((request::Entity, request::Column::OrganizationId))
                .and(
                    Expr::col((candidate::Entity, candidate::Column::Id))
                        .equals((request::Entity, request::Column::CandidateId)),
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

/// The same, of what was asked before a time.
pub async fn waits_unchecked(
    db: &Db,
    organization: OrganizationId,
    member: MembershipId,
    today: NaiveDate,
    before: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(organization))
        .add(Column::MemberId.eq(member))
        .add(Column::State.eq(State::Open))
        .add(Column::Muted.eq(false))
        .add(Column::DueOn.gte(today))
        .add(Column::InvitedAt.lte(before));
    Ok(total(db, rows::<Entity>(rule)).await? > 0)
}

/// Those who are asked by a request and have not answered.
pub async fn open_unchecked(
    db: &Db,
    organization: OrganizationId,
    request: FeedbackRequestId,
    today: NaiveDate,
) -> Result<Vec<Model>, DbErr> {
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(organization))
        .add(Column::RequestId.eq(request))
        .add(Column::State.eq(State::Open))
        .add(Column::DueOn.gte(today));
    fetch(db, &rows::<Entity>(rule)).await
}

/// Who was asked, if they answered.
pub async fn answered_unchecked(
    db: &Db,
    organization: OrganizationId,
    id: FeedbackInvitationId,
) -> Result<Option<Model>, DbErr> {
    let rule = Condition::all()
        .add(Column::OrganizationId.eq(organization))
        .add(Column::Id.eq(id))
        .add(Column::State.eq(State::Answered));
    Ok(fetch(db, &rows::<Entity>(rule)).await?.pop())
}

/// The member whom a request is about.
pub async fn about_unchecked(
    db: &Db,
    organization: OrganizationId,
    id: FeedbackRequestId,
) -> Result<Option<MembershipId>, DbErr> {
    use request::{Column, Entity};
    let rule = Condition::all().add(Column::OrganizationId.eq(organization)).add(Column::Id.eq(id));
    let found: Vec<request::Model> = fetch(db, &rows::<Entity>(rule)).await?;
    Ok(found.first().and_then(|row| row.about_id))
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
