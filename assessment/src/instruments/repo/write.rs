//! What the use cases write.

use kernel::Write;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryTrait,
    sea_query::{Expr, ExprTrait, Query},
};

use crate::instruments::{
    Draft,
    document::Document,
    entity::{
        document,
        instrument::{Column, Entity, Model, State},
    },
};

/// A draft and what it holds.
pub fn created(draft: &Draft) -> Vec<Write> {
    let row = &draft.row;
    let content = document::Model {
        organization_id: row.organization_id,
        instrument_id: row.id,
        document: draft.document.to_text(),
    };
    vec![
        Entity::insert(row.clone().into_active_model().reset_all()).into_query().into(),
        document::Entity::insert(content.into_active_model().reset_all()).into_query().into(),
    ]
}

/// What lists show of a changed draft; touches nothing if it is no longer what was read, or no
/// draft.
pub fn changed(next: &Model) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::Code, next.code.clone())
        .value(Column::Language, next.language.clone())
        .value(Column::Name, next.name.clone())
        .value(Column::Items, next.items)
        .value(Column::Version, next.version)
        .and_where(Column::OrganizationId.eq(next.organization_id))
        .and_where(Column::Id.eq(next.id))
        .and_where(Column::Version.eq(next.version - 1))
        .and_where(Column::State.eq(State::Draft))
        .to_owned()
        .into()
}

/// What it holds now.
pub fn held(row: &Model, holds: &Document) -> Write {
    use document::{Column, Entity};
    Query::update()
        .table(Entity)
        .value(Column::Document, holds.to_text())
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::InstrumentId.eq(row.id))
        .to_owned()
        .into()
}

/// One more edition of the family; whoever writes it holds the family until the end.
pub fn counted(row: &Model) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::Editions, Expr::col(Column::Editions).add(1))
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.family_id))
        .to_owned()
        .into()
}

/// Touches nothing if it is no longer what was read, or no draft.
pub fn published(next: &Model) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::State, next.state)
        .value(Column::Edition, next.edition)
        .value(Column::PublishedAt, next.published_at)
        .value(Column::Version, next.version)
        .and_where(Column::OrganizationId.eq(next.organization_id))
        .and_where(Column::Id.eq(next.id))
        .and_where(Column::Version.eq(next.version - 1))
        .and_where(Column::State.eq(State::Draft))
        .to_owned()
        .into()
}

/// A draft and what it holds, in this order; the second touches nothing if it is no longer what was
/// read, or no draft.
pub fn deleted(row: &Model) -> [Write; 2] {
    let mut content = Query::delete();
    content
        .from_table(document::Entity)
        .and_where(document::Column::OrganizationId.eq(row.organization_id))
        .and_where(document::Column::InstrumentId.eq(row.id));
    let mut draft = Query::delete();
    draft
        .from_table(Entity)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .and_where(Column::Version.eq(row.version))
        .and_where(Column::State.eq(State::Draft));
    [content.into(), draft.into()]
}

pub fn retired(next: &Model) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::State, next.state)
        .value(Column::RetiredAt, next.retired_at)
        .value(Column::Version, next.version)
        .and_where(Column::OrganizationId.eq(next.organization_id))
        .and_where(Column::Id.eq(next.id))
        .and_where(Column::Version.eq(next.version - 1))
        .to_owned()
        .into()
}
