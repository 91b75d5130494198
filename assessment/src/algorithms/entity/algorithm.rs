use kernel::{AlgorithmId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

/// A way of scoring that an organisation brought.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "algorithm")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AlgorithmId,
    pub name: String,
    /// SHA-256 of the module, by which results name it.
    pub hash: Vec<u8>,
    pub state: State,
    pub created_by: MembershipId,
    pub created_at: DateTimeUtc,
    pub retired_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// A campaign can be scored with it.
    Active,
    /// Campaigns that name it are, and their next rounds; others cannot.
    Retired,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
