use kernel::{CompetencyId, FeedbackRequestId, OrganizationId};
use sea_orm::entity::prelude::*;

/// What marks are asked for.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_request_competency")]
#[expect(clippy::struct_field_names, reason = "they are the columns' names")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub request_id: FeedbackRequestId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub competency_id: CompetencyId,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
