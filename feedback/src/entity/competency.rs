use kernel::{CompetencyId, OrganizationId};
use sea_orm::entity::prelude::*;

/// What an organisation gives marks for.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "competency")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CompetencyId,
    pub name: String,
    pub description: String,
    /// No new marks are given for it; old ones stay.
    pub archived: bool,
    /// From 1, one more for each change.
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
