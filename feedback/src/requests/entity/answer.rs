use kernel::{FeedbackId, FeedbackTemplateId, OrganizationId};
use sea_orm::entity::prelude::*;

/// What feedback says to one question of the template it was asked with.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub feedback_id: FeedbackId,
    /// The question's.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// As the request has it, where it never changes.
    pub template_id: FeedbackTemplateId,
    pub text: Option<String>,
    /// The place of the choice that was made.
    pub choice: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
