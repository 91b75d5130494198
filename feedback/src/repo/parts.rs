//! What belongs to pieces of feedback that were seen. Whoever asks has read the rows through
//! the rule; here only the viewer's organisations are held to.

use kernel::{Db, FeedbackId, MembershipId, OrganizationId, Viewer};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::whole::parts;
use crate::entity::{
    feedback::{self, Moderation},
    mark, recipient, version, version_mark,
};

pub async fn marks_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<FeedbackId>,
) -> Result<Vec<mark::Model>, DbErr> {
    use mark::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::FeedbackId, seen)
        .order_by_asc(Column::CompetencyId)
        .all(db)
        .await
}

/// Earlier versions, the newest first.
pub async fn versions_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<FeedbackId>,
) -> Result<Vec<version::Model>, DbErr> {
    use version::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::FeedbackId, seen)
        .order_by_desc(Column::Version)
        .all(db)
        .await
}

/// The marks of all earlier versions.
pub async fn version_marks_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<FeedbackId>,
) -> Result<Vec<version_mark::Model>, DbErr> {
    use version_mark::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::FeedbackId, seen)
        .order_by_asc(Column::CompetencyId)
        .all(db)
        .await
}

/// The recipients, and when they acknowledged.
pub async fn receipts_unchecked(
    db: &Db,
    viewer: &Viewer,
    seen: Vec<FeedbackId>,
) -> Result<Vec<recipient::Model>, DbErr> {
    use recipient::{Column, Entity};
    parts::<Entity>(db, viewer, Column::OrganizationId, Column::FeedbackId, seen)
        .order_by_asc(Column::RecipientId)
        .all(db)
        .await
}

/// Who is to be told of it; nobody, once it is withdrawn or hidden.
#[expect(clippy::disallowed_methods, reason = "read by a worker, for no viewer")]
pub async fn recipients_unchecked(
    db: &Db,
    organization: OrganizationId,
    feedback: FeedbackId,
) -> Result<Vec<MembershipId>, DbErr> {
    use recipient::{Column, Entity};
    let gone = Condition::any()
        .add(feedback::Column::WithdrawnAt.is_not_null())
        .add(feedback::Column::Moderation.eq(Moderation::Hidden));
    let mut withdrawn = Query::select();
    withdrawn
        .expr(Expr::cust("1"))
        .from(feedback::Entity)
        .and_where(feedback::Column::OrganizationId.eq(organization))
        .and_where(feedback::Column::Id.eq(feedback))
        .cond_where(gone);
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::RecipientId)
        .filter(Column::OrganizationId.eq(organization))
        .filter(Column::FeedbackId.eq(feedback))
        .filter(Expr::exists(withdrawn).not())
        .order_by_asc(Column::RecipientId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(MembershipId).collect())
}
