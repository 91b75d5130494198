use kernel::{FeedbackId, OrganizationId};
use sea_orm::entity::prelude::*;

/// What a piece of feedback said before.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub feedback_id: FeedbackId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    pub text: String,
    pub written_at: DateTimeUtc,
    /// A moderator hid it, and its author then said something else.
    pub hidden: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
