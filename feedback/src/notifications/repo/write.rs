//! What is written about notifications.

use chrono::{DateTime, Utc};
use kernel::{MembershipId, NotificationId, OrganizationId, Place, Write, within};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DbBackend, EntityTrait, IntoActiveModel, QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, OnConflict, Query, UpdateStatement},
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

/// All that the member was told about the same objects in the same way, until these.
pub fn read(
    place: &Place,
    backend: DbBackend,
    latest: Vec<NotificationId>,
    now: DateTime<Utc>,
) -> Write {
    let of = |column: Column| Expr::col((Alias::new("latest"), column));
    let own = |column: Column| (Entity, column);
    let same = |column: Column| {
        let nothing = of(column).is_null().and(Expr::col(own(column)).is_null());
        Condition::any().add(of(column).equals(own(column))).add(nothing)
    };
    let mut found = Query::select();
    found
        .expr(Expr::cust("1"))
        .from_as(Entity, Alias::new("latest"))
        .and_where(of(Column::OrganizationId).eq(place.organization))
        .and_where(of(Column::MemberId).eq(place.member))
        .and_where(within(backend, (Alias::new("latest"), Column::Id), latest))
        .and_where(of(Column::Kind).equals(own(Column::Kind)))
        .and_where(of(Column::Place).gte(Expr::col(own(Column::Place))))
        .cond_where(same(Column::FeedbackId))
        .cond_where(same(Column::RequestId));
    let mut update = unread(place, now);
    update.and_where(Expr::exists(found));
    update.into()
}

/// All that the member was told.
pub fn all_read(place: &Place, now: DateTime<Utc>) -> Write {
    unread(place, now).into()
}

/// A summary tells of what they were told since then and have not read.
pub fn digested_unchecked(
    (organization, member): (OrganizationId, MembershipId),
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::DigestedAt, now)
        .and_where(Column::OrganizationId.eq(organization))
        .and_where(Column::MemberId.eq(member))
        .and_where(Column::At.gte(since))
        .and_where(Column::ReadAt.is_null())
        .and_where(Column::DigestedAt.is_null())
        .to_owned()
        .into()
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
