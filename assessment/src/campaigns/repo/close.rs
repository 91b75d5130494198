//! Campaigns whose time is over; read by a job, for no viewer.

use chrono::{DateTime, Utc};
use kernel::Db;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, sea_query::Order};

use super::whole::{fetch, rows, total};
use crate::campaigns::{
    State,
    campaign::{Column, Entity, Model},
    invitation,
};

/// How many are closed in one round.
pub const AT_ONCE: usize = 100;

/// Those that took answers until now, the first over first.
pub async fn due_unchecked(db: &Db, now: DateTime<Utc>) -> Result<Vec<Model>, DbErr> {
    let going =
        Condition::any().add(Column::State.eq(State::Live)).add(Column::State.eq(State::Paused));
    let mut select = rows::<Entity>(Condition::all().add(going).add(Column::ClosesAt.lte(now)));
    select
        .order_by((Entity, Column::ClosesAt), Order::Asc)
        .order_by((Entity, Column::Id), Order::Asc)
        .limit(AT_ONCE as u64);
    fetch(db, &select).await
}

/// How many answered under their name, or in confidence.
pub async fn submitted_unchecked(
    tx: &impl ConnectionTrait,
    of: &Model,
) -> Result<i64, DbErr> {
    use invitation::Column as Of;
    let rule = Condition::all()
        .add(Of::OrganizationId.eq(of.organization_id))
        .add(Of::CampaignId.eq(of.id))
        .add(Of::State.eq(invitation::State::Submitted));
    total(tx, rows::<invitation::Entity>(rule)).await
}
