//! What the use cases write. Points travel as one bound value, so that a statement's text is
//! the same for one and for fifty.

use kernel::{
    Write,
    bulk::{each, insert_each},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbBackend, EntityTrait, IntoActiveModel, QueryTrait,
    sea_query::{Expr, InsertStatement, Query},
};

use crate::meetings::{
    content::Point,
    entity::{
        meeting::{self, Column, Model},
        point,
    },
    policy::Side,
};

/// A meeting with what was agreed.
pub fn arranged(backend: DbBackend, row: &Model, points: &[Point]) -> Vec<Write> {
    let insert = meeting::Entity::insert(row.clone().into_active_model().reset_all());
    let mut writes: Vec<Write> = vec![insert.into_query().into()];
    if !points.is_empty() {
        writes.push(agreed(backend, row, points).into());
    }
    writes
}

/// What was agreed, in this order.
pub fn agreed(backend: DbBackend, row: &Model, points: &[Point]) -> InsertStatement {
    let rows: Vec<_> = points
        .iter()
        .enumerate()
        .map(|(at, it)| (at, &it.text, it.due_on.map(|day| day.to_string()), i64::from(it.done)))
        .collect();
    let postgres = backend == DbBackend::Postgres;
    let part = |at: usize, kind: &str| {
        let text = format!("item.value->>{at}");
        Expr::cust(if postgres { format!("({text})::{kind}") } else { text })
    };
    let mut select = each(backend, &rows);
    select
        .expr(Expr::val(row.organization_id))
        .expr(Expr::val(row.id))
        .expr(part(0, "bigint"))
        .expr(part(1, "text"))
        .expr(part(2, "date"))
        .expr(part(3, "int::boolean"));
    insert_each(
        point::Entity,
        ["organization_id", "meeting_id", "position", "text", "due_on", "done"],
        select,
    )
}

/// Takes all that was agreed away.
pub fn unagreed(row: &Model) -> Write {
    use point::Column;
    Query::delete()
        .from_table(point::Entity)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::MeetingId.eq(row.id))
        .to_owned()
        .into()
}

/// What both read; touches nothing if it is no longer what was read.
pub fn updated(read: &Model, next: &Model) -> Write {
    Query::update()
        .table(meeting::Entity)
        .value(Column::Topic, next.topic.clone())
        .value(Column::StartsAt, next.starts_at)
        .value(Column::State, next.state)
        .value(Column::SharedNotes, next.shared_notes.clone())
        .value(Column::Version, next.version)
        .value(Column::UpdatedAt, next.updated_at)
        .and_where(Column::OrganizationId.eq(read.organization_id))
        .and_where(Column::Id.eq(read.id))
        .and_where(Column::Version.eq(read.version))
        .to_owned()
        .into()
}

/// What one of the two notes for themself.
pub fn noted(row: &Model, side: Side, notes: String) -> Write {
    let column = match side {
        Side::Person => Column::PersonNotes,
        Side::Host => Column::HostNotes,
    };
    Query::update()
        .table(meeting::Entity)
        .value(column, notes)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .to_owned()
        .into()
}
