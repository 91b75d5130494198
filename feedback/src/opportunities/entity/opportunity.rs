use kernel::{MembershipId, OpportunityId, OrganizationId, UnitId};
use sea_orm::entity::prelude::*;

/// The id is a UUIDv7, so the primary key is also the order of every list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opportunity")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OpportunityId,
    pub kind: Kind,
    pub title: String,
    /// What it asks for and gives; may be empty.
    pub description: String,
    /// Which part of the organisation offers it.
    pub unit_id: Option<UnitId>,
    pub offered_by_id: MembershipId,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    pub state: State,
    /// From 1, one more with each change.
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    Role,
    Project,
    Mentoring,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Open,
    Closed,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
