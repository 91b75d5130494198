use kernel::{CompetencyId, FeedbackTemplateId, OrganizationId};
use sea_orm::entity::prelude::*;

/// What a template asks.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_question")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub template_id: FeedbackTemplateId,
    /// From 0, in the order in which they are asked.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub kind: Kind,
    pub text: String,
    /// What a mark is asked for.
    pub competency_id: Option<CompetencyId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    Text,
    Mark,
    Choice,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
