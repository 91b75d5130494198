//! What the use cases write, and what is written of each reading.

use chrono::{DateTime, Utc};
use kernel::{
    OrganizationId, SponsorshipId, Write,
    bulk::{each, insert_each, text_as_id},
};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, DbBackend, EntityTrait, IntoActiveModel, QueryTrait,
    sea_query::{Alias, Expr, OnConflict, Query},
};
use uuid::Uuid;

use crate::sponsors::entity::{
    reading,
    release::{self, Section},
    sponsorship::{self, Column, Model},
};

pub fn started(row: &Model) -> Write {
    sponsorship::Entity::insert(row.clone().into_active_model().reset_all()).into_query().into()
}

/// Touches nothing if it is over already.
pub fn ended(row: &Model, now: DateTime<Utc>) -> Write {
    Query::update()
        .table(sponsorship::Entity)
        .value(Column::EndedAt, now)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .and_where(Column::EndedAt.is_null())
        .to_owned()
        .into()
}

/// Touches nothing if it is released already.
pub fn released(row: &release::Model) -> Write {
    let mut insert =
        release::Entity::insert(row.clone().into_active_model().reset_all()).into_query();
    let once = ["organization_id", "sponsorship_id", "section"].map(Alias::new);
    insert.on_conflict(OnConflict::columns(once).do_nothing().to_owned());
    insert.into()
}

/// Touches nothing if it is not released.
pub fn revoked(row: &Model, section: Section) -> Write {
    use release::Column;
    Query::delete()
        .from_table(release::Entity)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::SponsorshipId.eq(row.id))
        .and_where(Column::Section.eq(section))
        .to_owned()
        .into()
}

/// The sponsor reads one section of each of these. They travel as one bound value.
pub fn read(
    backend: DbBackend,
    organization: OrganizationId,
    section: Section,
    readings: &[(SponsorshipId, Uuid)],
    now: DateTime<Utc>,
) -> Write {
    let id = |id: Uuid| id.simple().to_string();
    let rows: Vec<_> = readings.iter().map(|(of, reading)| (id(of.0), id(*reading))).collect();
    let mut select = each(backend, &rows);
    select
        .expr(Expr::val(organization))
        .expr(text_as_id(backend, 0))
        .expr(text_as_id(backend, 1))
        .expr(Expr::val(section.to_value()))
        .expr(Expr::val(now));
    insert_each(
        reading::Entity,
        ["organization_id", "sponsorship_id", "id", "section", "read_at"],
        select,
    )
    .into()
}
