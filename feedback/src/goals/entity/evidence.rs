use kernel::{FeedbackId, GoalId, OrganizationId};
use sea_orm::entity::prelude::*;

/// What shows how far somebody is. Exactly one of the columns that name something is filled;
/// so far there is one.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "goal_evidence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub goal_id: GoalId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub feedback_id: Option<FeedbackId>,
    /// What the owner says about it; may be empty.
    pub note: String,
    pub added_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
