use kernel::OrganizationId;
use sea_orm::entity::prelude::*;

/// A row of the pool: something that waits, and nothing that tells what.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "anonymous_waiting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    /// What the deployment's secret makes of the code's hash: no other table has it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub label: Vec<u8>,
    /// 0 the text or its withdrawal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub sealed: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
