//! What is written about notifications.

use chrono::{DateTime, Utc};
use kernel::{Place, Write};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryTrait,
    sea_query::{Alias, OnConflict, Query, UpdateStatement},
};

use crate::notifications::{
    entity::notification::{Column, Entity, Model},
    policy,
};

/// Touches nothing if they were told of the same fact before.
pub fn told(row: &Model) -> Write {
    let mut insert = Entity::insert(row.clone().into_active_model().reset_all()).into_query();
    let once = ["organization_id", "id"].map(Alias::new);
    insert.on_conflict(OnConflict::columns(once).do_nothing().to_owned());
    insert.into()
}

/// All that the member was told about the same object in the same way, until this one.
pub fn read(place: &Place, latest: &Model, now: DateTime<Utc>) -> Write {
    let mut update = unread(place, now);
    update
        .and_where(Column::Kind.eq(latest.kind))
        .and_where(Column::Place.lte(latest.place))
        .and_where(match latest.feedback_id {
            Some(id) => Column::FeedbackId.eq(id),
            None => Column::FeedbackId.is_null(),
        });
    update.into()
}

/// All that the member was told.
pub fn all_read(place: &Place, now: DateTime<Utc>) -> Write {
    unread(place, now).into()
}

/// What nobody looks for any more.
pub fn swept(before: DateTime<Utc>) -> Write {
    Query::delete().from_table(Entity).and_where(Column::At.lt(before)).to_owned().into()
}

fn unread(place: &Place, now: DateTime<Utc>) -> UpdateStatement {
    Query::update()
        .table(Entity)
        .value(Column::ReadAt, now)
        .cond_where(policy::mine(place))
        .and_where(Column::ReadAt.is_null())
        .to_owned()
}
