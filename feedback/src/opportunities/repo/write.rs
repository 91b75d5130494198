//! What the use cases write.

use chrono::{DateTime, Utc};
use kernel::Write;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryTrait,
    sea_query::{Alias, OnConflict, Query},
};

use crate::opportunities::entity::{
    comment,
    interest::{self, Column as InterestColumn},
    opportunity::{self, Column, Model},
};

pub fn offered(row: &Model) -> Write {
    opportunity::Entity::insert(row.clone().into_active_model().reset_all()).into_query().into()
}

/// Touches nothing if it is no longer what was read.
pub fn updated(read: &Model, next: &Model) -> Write {
    Query::update()
        .table(opportunity::Entity)
        .value(Column::Title, next.title.clone())
        .value(Column::Description, next.description.clone())
        .value(Column::UnitId, next.unit_id)
        .value(Column::StartsOn, next.starts_on)
        .value(Column::EndsOn, next.ends_on)
        .value(Column::State, next.state)
        .value(Column::Version, next.version)
        .value(Column::UpdatedAt, next.updated_at)
        .and_where(Column::OrganizationId.eq(read.organization_id))
        .and_where(Column::Id.eq(read.id))
        .and_where(Column::Version.eq(read.version))
        .to_owned()
        .into()
}

/// Touches nothing if the member noted it before.
pub fn noted(row: &interest::Model) -> Write {
    let mut insert =
        interest::Entity::insert(row.clone().into_active_model().reset_all()).into_query();
    let once = ["organization_id", "opportunity_id", "member_id"].map(Alias::new);
    insert.on_conflict(OnConflict::columns(once).do_nothing().to_owned());
    insert.into()
}

/// With whom it is discussed, and nothing else: it may have been withdrawn meanwhile.
pub fn shared(next: &interest::Model) -> Write {
    Query::update()
        .table(interest::Entity)
        .value(InterestColumn::SharedWithManager, next.shared_with_manager)
        .value(InterestColumn::SharedWithCoach, next.shared_with_coach)
        .and_where(InterestColumn::OrganizationId.eq(next.organization_id))
        .and_where(InterestColumn::Id.eq(next.id))
        .to_owned()
        .into()
}

/// Noted again. Touches nothing if it was withdrawn since it was read, or noted anew.
pub fn noted_again(before: &interest::Model, next: &interest::Model) -> Write {
    Query::update()
        .table(interest::Entity)
        .value(InterestColumn::Note, next.note.clone())
        .value(InterestColumn::SharedWithManager, next.shared_with_manager)
        .value(InterestColumn::SharedWithCoach, next.shared_with_coach)
        .value(InterestColumn::NotedAt, next.noted_at)
        .value(InterestColumn::WithdrawnAt, next.withdrawn_at)
        .and_where(InterestColumn::OrganizationId.eq(next.organization_id))
        .and_where(InterestColumn::Id.eq(next.id))
        .and_where(InterestColumn::NotedAt.eq(before.noted_at))
        .and_where(match before.withdrawn_at {
            Some(at) => InterestColumn::WithdrawnAt.eq(at),
            None => InterestColumn::WithdrawnAt.is_null(),
        })
        .to_owned()
        .into()
}

/// Touches nothing if it is withdrawn already.
pub fn withdrawn(row: &interest::Model, now: DateTime<Utc>) -> Write {
    Query::update()
        .table(interest::Entity)
        .value(InterestColumn::WithdrawnAt, now)
        .and_where(InterestColumn::OrganizationId.eq(row.organization_id))
        .and_where(InterestColumn::Id.eq(row.id))
        .and_where(InterestColumn::WithdrawnAt.is_null())
        .to_owned()
        .into()
}

pub fn said(row: &comment::Model) -> Write {
    comment::Entity::insert(row.clone().into_active_model().reset_all()).into_query().into()
}
