use kernel::{FeedbackId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

/// Somebody found that a piece of feedback should not stand so.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_flag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub feedback_id: FeedbackId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MembershipId,
    pub reason: Reason,
    /// To the moderators; may be empty.
    pub note: String,
    pub flagged_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Reason {
    Abusive,
    PersonalData,
    Untrue,
    Other,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
