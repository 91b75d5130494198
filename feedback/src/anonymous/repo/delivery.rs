//! What the delivery writes: each text as rows of its own, made new.

use chrono::{DateTime, Utc};
use kernel::{OrganizationId, Tx};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryTrait, sea_query::Query,
};

use crate::{
    entity::{feedback, mark, recipient, version, version_mark},
    repo::write,
};

/// A piece of feedback with all that belongs to it. That a competency is archived at the same
/// time does not keep the others from their delivery.
pub async fn given(
    tx: &Tx,
    row: &feedback::Model,
    recipients: &[recipient::Model],
    marks: Vec<mark::Model>,
) -> Result<(), DbErr> {
    for each in write::given(tx.get_database_backend(), row, recipients, &[]) {
        tx.write(each).await?;
    }
    for mark in marks {
        tx.write(mark::Entity::insert(mark.into_active_model().reset_all()).into_query()).await?;
    }
    Ok(())
}

/// What was delivered earlier is withdrawn, and what it said is erased: of what has no author
/// nobody else can ever ask for that. That there was something stays.
pub async fn withdrawn(
    tx: &Tx,
    organization: OrganizationId,
    id: kernel::FeedbackId,
    day: DateTime<Utc>,
) -> Result<(), DbErr> {
    use feedback::Column;
    let update = Query::update()
        .table(feedback::Entity)
        .value(Column::WithdrawnAt, day)
        .value(Column::Text, String::new())
        .and_where(Column::OrganizationId.eq(organization))
        .and_where(Column::Id.eq(id))
        .and_where(Column::WithdrawnAt.is_null())
        .to_owned();
    tx.write(update).await?;
    let marks = Query::delete()
        .from_table(mark::Entity)
        .and_where(mark::Column::OrganizationId.eq(organization))
        .and_where(mark::Column::FeedbackId.eq(id))
        .to_owned();
    let versions = Query::delete()
        .from_table(version::Entity)
        .and_where(version::Column::OrganizationId.eq(organization))
        .and_where(version::Column::FeedbackId.eq(id))
        .to_owned();
    let their_marks = Query::delete()
        .from_table(version_mark::Entity)
        .and_where(version_mark::Column::OrganizationId.eq(organization))
        .and_where(version_mark::Column::FeedbackId.eq(id))
        .to_owned();
    for delete in [marks, versions, their_marks] {
        tx.write(delete).await?;
    }
    Ok(())
}
