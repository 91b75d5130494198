//! All SQL of interactions.

pub mod gather;
pub mod write;

use chrono::NaiveDate;
use kernel::{Db, OrganizationId, Place};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{
    entity::{
        member,
        snapshot::{Column, Entity, Model, State},
    },
    months, policy,
};

#[expect(clippy::disallowed_methods, reason = "this is where every select starts")]
fn snapshots(organization: OrganizationId) -> Select<Entity> {
    Entity::find().filter(Column::OrganizationId.eq(organization))
}

/// A month of an organisation in which the viewer is told numbers of units.
pub async fn month(db: &Db, place: &Place, month: NaiveDate) -> Result<Option<Model>, DbErr> {
    if !policy::may_read_part(place) {
        return Ok(None);
    }
    snapshots(place.organization)
        .filter(Column::Month.eq(month))
        .filter(Column::State.eq(State::Done))
        .one(db)
        .await
}

/// The months up to this one that are done, the latest first, at most so many.
pub async fn done_until(
    db: &Db,
    place: &Place,
    until: NaiveDate,
    most: u64,
) -> Result<Vec<Model>, DbErr> {
    if !policy::may_read_part(place) {
        return Ok(vec![]);
    }
    snapshots(place.organization)
        .filter(Column::Month.lte(until))
        .filter(Column::State.eq(State::Done))
        .order_by_desc(Column::Month)
        .limit(most)
        .all(db)
        .await
}

/// How far the last months are, the latest first.
pub async fn latest(db: &Db, place: &Place) -> Result<Vec<Model>, DbErr> {
    if !policy::may_manage(place) {
        return Ok(vec![]);
    }
    snapshots(place.organization)
        .order_by_desc(Column::Month)
        .limit(months::MOST as u64)
        .all(db)
        .await
}

/// One of them, whatever its state.
pub async fn any_month(db: &Db, place: &Place, month: NaiveDate) -> Result<Option<Model>, DbErr> {
    if !policy::may_manage(place) {
        return Ok(None);
    }
    snapshots(place.organization).filter(Column::Month.eq(month)).one(db).await
}

/// The same for who builds it.
pub async fn any_month_unchecked(
    db: &Db,
    organization: OrganizationId,
    month: NaiveDate,
) -> Result<Option<Model>, DbErr> {
    snapshots(organization).filter(Column::Month.eq(month)).one(db).await
}

/// What a month tells one of the viewer's own memberships. None also says that they do not stand
/// in it.
#[expect(clippy::disallowed_methods, reason = "one's own row alone, by the place that asks")]
pub async fn own(db: &Db, place: &Place, month: NaiveDate) -> Result<Option<member::Model>, DbErr> {
    member::Entity::find()
        .filter(member::Column::OrganizationId.eq(place.organization))
        .filter(member::Column::Month.eq(month))
        .filter(member::Column::MemberId.eq(place.member))
        .one(db)
        .await
}

/// In which of the months up to this one the viewer stands among the people.
#[expect(clippy::disallowed_methods, reason = "one's own rows alone, by the place that asks")]
pub async fn own_until(
    db: &Db,
    place: &Place,
    until: NaiveDate,
    most: u64,
) -> Result<Vec<NaiveDate>, DbErr> {
    let rows = member::Entity::find()
        .filter(member::Column::OrganizationId.eq(place.organization))
        .filter(member::Column::MemberId.eq(place.member))
        .filter(member::Column::Month.lte(until))
        .order_by_desc(member::Column::Month)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.month).collect())
}
