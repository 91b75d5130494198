//! What the use cases write.

use chrono::{DateTime, Utc};
use kernel::{FeedbackInvitationId, MembershipId, OrganizationId, Write};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryTrait,
    sea_query::{Expr, OnConflict, Query},
};

use crate::candidates::entity::{
    candidate::{self, Column, Entity, Model},
    evaluation,
};

pub fn registered(row: &Model) -> Write {
    Entity::insert(row.clone().into_active_model().reset_all()).into_query().into()
}

/// Touches nothing if they did so before, or are erased.
pub fn consented(row: &Model, now: DateTime<Utc>, version: &str) -> Write {
    Query::update()
        .table(Entity)
        .value(Column::ConsentedAt, now)
        .value(Column::NoticeVersion, version)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.id))
        .and_where(Column::ConsentedAt.is_null())
        .to_owned()
        .into()
}

/// In place of what the same member wrote before. Touches nothing without the candidate's
/// consent.
pub fn evaluated(row: &evaluation::Model) -> Write {
    use evaluation::Column as Of;
    let mut consenting = Query::select();
    consenting
        .exprs([
            Expr::val(row.organization_id),
            Expr::val(row.id),
            Expr::val(row.candidate_id),
            Expr::val(row.author_id),
            Expr::val(row.author_name.clone()),
            Expr::val(row.invitation_id),
            Expr::val(row.kind),
            Expr::val(row.text.clone()),
            Expr::val(row.marks.clone()),
            Expr::val(row.answers.clone()),
            Expr::val(row.written_at),
        ])
        .from(candidate::Entity)
        .and_where(Column::OrganizationId.eq(row.organization_id))
        .and_where(Column::Id.eq(row.candidate_id))
        .and_where(Column::ConsentedAt.is_not_null());
    let columns = [
        Of::OrganizationId,
        Of::Id,
        Of::CandidateId,
        Of::AuthorId,
        Of::AuthorName,
        Of::InvitationId,
        Of::Kind,
        Of::Text,
        Of::Marks,
        Of::Answers,
        Of::WrittenAt,
    ];
    let key = [Of::OrganizationId, Of::CandidateId, Of::AuthorId];
    let anew = [Of::InvitationId, Of::Kind, Of::Text, Of::Marks, Of::Answers, Of::WrittenAt];
    let mut insert = Query::insert();
    insert
        .into_table(evaluation::Entity)
        .columns(columns)
        .on_conflict(OnConflict::columns(key).update_columns(anew).to_owned());
    // As many columns as values: both stand above.
    let _ = insert.select_from(consenting);
    insert.into()
}

/// Touches nothing if they wrote nothing.
pub fn withdrawn(row: &Model, author: MembershipId) -> Write {
    use evaluation::Column as Of;
    Query::delete()
        .from_table(evaluation::Entity)
        .and_where(Of::OrganizationId.eq(row.organization_id))
        .and_where(Of::CandidateId.eq(row.id))
        .and_where(Of::AuthorId.eq(author))
        .to_owned()
        .into()
}

/// Somebody from outside is no longer named at what they wrote.
pub fn unnamed(organization: OrganizationId, invitation: FeedbackInvitationId) -> Write {
    use evaluation::Column as Of;
    Query::update()
        .table(evaluation::Entity)
        .value(Of::AuthorName, Option::<String>::None)
        .and_where(Of::OrganizationId.eq(organization))
        .and_where(Of::InvitationId.eq(invitation))
        .to_owned()
        .into()
}
