//! Campaigns whose time is over; read by a job, for no viewer.

use chrono::{DateTime, Utc};
use kernel::{
    Db,
    whole::{fetch, rows},
};
use sea_orm::{ColumnTrait, Condition, DbErr, sea_query::Order};

use crate::campaigns::{
    State,
    campaign::{Column, Entity, Model},
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
