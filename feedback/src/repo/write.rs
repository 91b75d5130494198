//! What the use cases write. Many rows travel as one bound value, so that a statement's text
//! is the same for one recipient and for all of them.

use chrono::{DateTime, Utc};
use kernel::{
    FeedbackId, OrganizationId, Write,
    bulk::{each, insert_each, text_as_id},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbBackend, DbErr, EntityTrait, IntoActiveModel, QueryTrait,
    RuntimeErr,
    sea_query::{Alias, Condition, Expr, ExprTrait, InsertStatement, OnConflict, Query},
    sqlx::{self, error::ErrorKind},
};

use crate::{
    entity::{
        competency, feedback,
        mark::{self, Model as Mark},
        recipient, version, version_mark,
    },
    policy,
};

/// A piece of feedback with all that belongs to it.
pub fn given(
    backend: DbBackend,
    row: &feedback::Model,
    recipients: &[recipient::Model],
    marks: &[Mark],
) -> Vec<Write> {
    let mut writes = vec![
        feedback::Entity::insert(row.clone().into_active_model().reset_all()).into_query().into(),
        received(backend, row, recipients).into(),
    ];
    if !marks.is_empty() {
        writes.push(marked(backend, row.organization_id, row.id, marks).into());
    }
    writes
}

fn received(
    backend: DbBackend,
    row: &feedback::Model,
    recipients: &[recipient::Model],
) -> InsertStatement {
    let id = |id: kernel::MembershipId| id.0.simple().to_string();
    let rows: Vec<_> =
        recipients.iter().map(|to| (id(to.recipient_id), to.manager_id.map(id))).collect();
    let mut select = each(backend, &rows);
    select
        .expr(Expr::val(row.organization_id))
        .expr(Expr::val(row.id))
        .expr(text_as_id(backend, 0))
        .expr(text_as_id(backend, 1))
        .expr(Expr::val(rows.len() > 1));
    insert_each(
        recipient::Entity,
        ["organization_id", "feedback_id", "recipient_id", "manager_id", "several"],
        select,
    )
}

/// Marks, written anew or over earlier ones of the same feedback. A competency that is not the
/// organisation's, or archived and not marked before, makes the whole fail:
/// [`is_no_competency`] tells.
pub fn marked(
    backend: DbBackend,
    organization: OrganizationId,
    feedback: FeedbackId,
    marks: &[Mark],
) -> InsertStatement {
    use competency::{Column, Entity};
    let rows: Vec<_> =
        marks.iter().map(|it| (it.competency_id.0.simple().to_string(), it.mark)).collect();
    let mut before = Query::select();
    before
        .expr(Expr::cust("1"))
        .from(mark::Entity)
        .and_where(mark::Column::OrganizationId.eq(organization))
        .and_where(mark::Column::FeedbackId.eq(feedback))
        .and_where(
            Expr::col((mark::Entity, mark::Column::CompetencyId)).equals((Entity, Column::Id)),
        );
    let mut known = Query::select();
    known
        .column((Entity, Column::Id))
        .from(Entity)
        .and_where(Column::OrganizationId.eq(organization))
        .and_where(Column::Id.into_expr().eq(text_as_id(backend, 0)))
        .cond_where(Condition::any().add(Column::Archived.eq(false)).add(Expr::exists(before)));
    let mut select = each(backend, &rows);
    select
        .expr(Expr::val(organization))
        .expr(Expr::val(feedback))
        // Null if there is none, which the column refuses.
        .expr(Expr::SubQuery(None, Box::new(known.into())))
        .expr(match backend {
            DbBackend::Postgres => Expr::cust("(item.value->>1)::bigint"),
            _ => Expr::cust("item.value->>1"),
        });
    let mut insert = insert_each(
        mark::Entity,
        ["organization_id", "feedback_id", "competency_id", "mark"],
        select,
    );
    let key = ["organization_id", "feedback_id", "competency_id"].map(Alias::new);
    insert.on_conflict(OnConflict::columns(key).update_column(mark::Column::Mark).to_owned());
    insert
}

/// Removes the marks that are not among these.
pub fn unmarked(
    backend: DbBackend,
    organization: OrganizationId,
    feedback: FeedbackId,
    marks: &[Mark],
) -> Write {
    let column = (mark::Entity, mark::Column::CompetencyId);
    let kept = kernel::within(backend, column, marks.iter().map(|it| it.competency_id));
    Query::delete()
        .from_table(mark::Entity)
        .and_where(mark::Column::OrganizationId.eq(organization))
        .and_where(mark::Column::FeedbackId.eq(feedback))
        .and_where(kept.not())
        .to_owned()
        .into()
}

/// `row` with a new text; touches nothing if it is no longer what was read.
pub fn edited(read: &feedback::Model, next: &feedback::Model) -> Write {
    use feedback::Column;
    let edited_at = match read.edited_at {
        Some(at) => Column::EditedAt.eq(at),
        None => Column::EditedAt.is_null(),
    };
    Query::update()
        .table(feedback::Entity)
        .value(Column::Text, next.text.clone())
        .value(Column::Version, next.version)
        .value(Column::EditedAt, next.edited_at)
        .and_where(Column::OrganizationId.eq(read.organization_id))
        .and_where(Column::Id.eq(read.id))
        .and_where(Column::Version.eq(read.version))
        .and_where(edited_at)
        .and_where(Column::WithdrawnAt.is_null())
        .to_owned()
        .into()
}

/// Touches nothing if it is withdrawn already.
pub fn withdrawn(read: &feedback::Model, now: DateTime<Utc>) -> Write {
    use feedback::Column;
    Query::update()
        .table(feedback::Entity)
        .value(Column::WithdrawnAt, now)
        .and_where(Column::OrganizationId.eq(read.organization_id))
        .and_where(Column::Id.eq(read.id))
        .and_where(Column::WithdrawnAt.is_null())
        .to_owned()
        .into()
}

/// What it said until now.
pub fn kept(read: &feedback::Model) -> Write {
    let row = version::Model {
        organization_id: read.organization_id,
        feedback_id: read.id,
        version: read.version,
        text: read.text.clone(),
        written_at: read.edited_at.unwrap_or(read.created_at),
        hidden: read.moderation == Some(feedback::Moderation::Hidden),
    };
    version::Entity::insert(row.into_active_model().reset_all()).into_query().into()
}

/// The marks it had until now; to be written before those that take their place.
pub fn marks_kept(read: &feedback::Model) -> Write {
    use mark::{Column, Entity};
    let mut marks = Query::select();
    marks
        .columns([Column::OrganizationId, Column::FeedbackId])
        .expr(Expr::val(read.version))
        .columns([Column::CompetencyId, Column::Mark])
        .from(Entity)
        .and_where(Column::OrganizationId.eq(read.organization_id))
        .and_where(Column::FeedbackId.eq(read.id));
    let columns = ["organization_id", "feedback_id", "version", "competency_id", "mark"];
    Query::insert()
        .into_table(version_mark::Entity)
        .columns(columns)
        .select_from(marks)
        .expect("as many expressions as columns")
        .to_owned()
        .into()
}

/// Touches nothing if it is acknowledged already, or was withdrawn or hidden.
pub fn acknowledged(row: &feedback::Model, by: kernel::MembershipId, now: DateTime<Utc>) -> Write {
    use recipient::Column;
    let mut standing = Query::select();
    standing
        .expr(Expr::cust("1"))
        .from(feedback::Entity)
        .and_where(feedback::Column::OrganizationId.eq(row.organization_id))
        .and_where(feedback::Column::Id.eq(row.id))
        .and_where(feedback::Column::WithdrawnAt.is_null())
        .cond_where(policy::is_not_hidden());
    Query::update()
        .table(recipient::Entity)
        .value(Column::AcknowledgedAt, now)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::FeedbackId.eq(row.id))
        .and_where(Column::RecipientId.eq(by))
        .and_where(Column::AcknowledgedAt.is_null())
        .and_where(Expr::exists(standing))
        .to_owned()
        .into()
}

pub fn competency_created(row: &competency::Model) -> Write {
    competency::Entity::insert(row.clone().into_active_model().reset_all()).into_query().into()
}

/// Touches nothing if it is no longer of the version before, or is archived.
pub fn competency_changed(row: &competency::Model) -> Write {
    use competency::Column;
    Query::update()
        .table(competency::Entity)
        .value(Column::Name, row.name.clone())
        .value(Column::Description, row.description.clone())
        .value(Column::Version, row.version)
        .and_where(Column::Version.eq(row.version - 1))
        .and_where(Column::Archived.eq(false))
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .to_owned()
        .into()
}

pub fn competency_archived(row: &competency::Model) -> Write {
    use competency::Column;
    Query::update()
        .table(competency::Entity)
        .value(Column::Archived, true)
        .value(Column::Version, Expr::col(Column::Version).add(1))
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .to_owned()
        .into()
}

/// Whether a write failed because a competency is none that can be marked.
pub fn is_no_competency(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) =
        error
    else {
        return false;
    };
    matches!(&**error, sqlx::Error::Database(error) if error.kind() == ErrorKind::NotNullViolation)
}
