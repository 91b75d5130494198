//! What the job and the use cases write.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Db, OrganizationId, Write};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryTrait,
    sea_query::{Condition, Expr, OnConflict, Query},
};

use super::gather::claimable;
use crate::network::entity::{
    member,
    snapshot::{Column, Entity, Model, State},
};

/// Rows that travel together.
const AT_ONCE: usize = 1_000;

/// The month is the caller's to build, if nobody else has it. Whether it is.
pub async fn claim(
    db: &Db,
    organization_id: OrganizationId,
    month: NaiveDate,
    now: DateTime<Utc>,
    stale: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let row = Model {
        organization_id,
        month,
        state: State::Building,
        progress: 0,
        cancel: false,
        started_at: Some(now),
        touched_at: Some(now),
        finished_at: None,
        release: None,
    };
    let columns = [
        Column::State,
        Column::Progress,
        Column::Cancel,
        Column::StartedAt,
        Column::TouchedAt,
        Column::FinishedAt,
    ];
    let mut conflict = OnConflict::columns([Column::OrganizationId, Column::Month]);
    conflict.update_columns(columns).action_cond_where(claimable(stale));
    let mut insert = Entity::insert(row.into_active_model().reset_all()).into_query();
    insert.on_conflict(conflict);
    Ok(db.execute(&insert).await?.rows_affected() == 1)
}

/// What the claim of that moment is about, while it holds.
fn held(organization: OrganizationId, month: NaiveDate, claimed: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(Column::OrganizationId.eq(organization))
        .add(Column::Month.eq(month))
        .add(Column::State.eq(State::Building))
        .add(Column::StartedAt.eq(claimed))
}

/// Says how far it is, and that somebody is at it. False, if the claim is lost.
pub async fn progressed(
    db: &Db,
    organization: OrganizationId,
    month: NaiveDate,
    claimed: DateTime<Utc>,
    progress: i64,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let update = Query::update()
        .table(Entity)
        .value(Column::Progress, progress)
        .value(Column::TouchedAt, now)
        .cond_where(held(organization, month, claimed))
        .to_owned();
    Ok(db.execute(&update).await?.rows_affected() == 1)
}

/// It is not built. Touches nothing once the claim is lost.
pub async fn ended(
    db: &Db,
    organization: OrganizationId,
    month: NaiveDate,
    claimed: DateTime<Utc>,
    state: State,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let update = Query::update()
        .table(Entity)
        .value(Column::State, state)
        .value(Column::FinishedAt, now)
        .cond_where(held(organization, month, claimed))
        .to_owned();
    db.execute(&update).await.map(drop)
}

/// All that is kept of a month, or nothing of it where the claim is lost.
pub async fn built(
    db: &Db,
    organization: OrganizationId,
    month: NaiveDate,
    claimed: DateTime<Utc>,
    release: String,
    own: Vec<member::Model>,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let done = Query::update()
        .table(Entity)
        .value(Column::State, State::Done)
        .value(Column::Progress, 100)
        .value(Column::FinishedAt, now)
        .value(Column::Release, release)
        .cond_where(held(organization, month, claimed))
        .to_owned();
    if tx.write(done).await? == 0 {
        tx.rollback().await?;
        return Ok(false);
    }
    for rows in own.chunks(AT_ONCE) {
        let rows = rows.iter().map(|row| row.clone().into_active_model().reset_all());
        tx.write(member::Entity::insert_many(rows).into_query()).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// It is not to be built: who builds it is told to end, and nobody begins.
pub fn cancelled(row: &Model, now: DateTime<Utc>) -> Write {
    let mut update = Query::update();
    update.table(Entity).value(Column::Cancel, true);
    if row.state == State::Requested {
        update.value(Column::State, State::Cancelled).value(Column::FinishedAt, now);
    }
    update.cond_where(as_read(row)).to_owned().into()
}

/// It is to be built after all.
pub fn requested(row: &Model) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::State, State::Requested)
        .value(Column::Progress, 0)
        .value(Column::Cancel, false)
        .value(Column::FinishedAt, Expr::cust("null"))
        .cond_where(as_read(row))
        .to_owned()
        .into()
}

/// A month that nobody has begun with; touches nothing if somebody did meanwhile.
pub fn first(organization_id: OrganizationId, month: NaiveDate, state: State) -> Write {
    let row = Model {
        organization_id,
        month,
        state,
        progress: 0,
        cancel: false,
        started_at: None,
        touched_at: None,
        finished_at: None,
        release: None,
    };
    let mut insert = Entity::insert(row.into_active_model().reset_all()).into_query();
    let mut conflict = OnConflict::columns([Column::OrganizationId, Column::Month]);
    insert.on_conflict(conflict.do_nothing().to_owned());
    insert.into()
}

fn as_read(row: &Model) -> Condition {
    Condition::all()
        .add(Column::OrganizationId.eq(row.organization_id))
        .add(Column::Month.eq(row.month))
        .add(Column::State.eq(row.state))
}
