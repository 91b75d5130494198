use kernel::{GoalId, OrganizationId};
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "goal_milestone")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub goal_id: GoalId,
    /// From 0, in the order in which the owner put them.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub title: String,
    pub due_on: Option<Date>,
    /// None, if it is not reached yet.
    pub reached_on: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
