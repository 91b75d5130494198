use kernel::{FeedbackTemplateId, OrganizationId};
use sea_orm::entity::prelude::*;

/// One of the answers that a question offers.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_choice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub template_id: FeedbackTemplateId,
    /// The question's.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// From 0, in the order in which they are offered.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i64,
    pub text: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
