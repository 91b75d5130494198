//! What belongs to requests, templates and feedback that were seen. Whoever asks has read them
//! through the rule; here only the viewer's organisations are held to.

use kernel::{CompetencyId, Db, FeedbackId, FeedbackRequestId, FeedbackTemplateId, Viewer};
use sea_orm::{DbErr, QueryOrder};

use crate::{
    repo::whole::parts,
    requests::entity::{answer, asked_competency, choice, invitation, question},
};

/// What marks are asked for.
pub async fn competencies_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<FeedbackRequestId>,
) -> Result<Vec<(FeedbackRequestId, CompetencyId)>, DbErr> {
    use asked_competency::{Column, Entity};
    let rows = parts::<Entity>(db, viewer, Column::OrganizationId, Column::RequestId, seen);
    let rows = rows.order_by_asc(Column::CompetencyId).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.request_id, row.competency_id)).collect())
}

/// In the order in which they are asked.
pub async fn questions_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<FeedbackTemplateId>,
) -> Result<Vec<question::Model>, DbErr> {
    use question::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::TemplateId, seen)
        .order_by_asc(Column::Position)
        .all(db)
        .await
}

/// In the order in which they are offered.
pub async fn choices_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<FeedbackTemplateId>,
) -> Result<Vec<choice::Model>, DbErr> {
    use choice::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::TemplateId, seen)
        .order_by_asc(Column::Position)
        .order_by_asc(Column::Place)
        .all(db)
        .await
}

/// What feedback says to the questions it was asked.
pub async fn answers_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<FeedbackId>,
) -> Result<Vec<answer::Model>, DbErr> {
    use answer::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::FeedbackId, seen)
        .order_by_asc(Column::Position)
        .all(db)
        .await
}

/// The invitations that were answered by feedback that was seen.
pub async fn origins_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<FeedbackId>,
) -> Result<Vec<invitation::Model>, DbErr> {
    use invitation::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::FeedbackId, seen).all(db).await
}
