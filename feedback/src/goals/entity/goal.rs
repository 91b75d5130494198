use kernel::{CompetencyId, GoalId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

/// The id is a UUIDv7, so the primary key is also the order of every list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "goal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GoalId,
    pub owner_id: MembershipId,
    pub title: String,
    /// May be empty.
    pub description: String,
    /// What is to become better by it.
    pub competency_id: Option<CompetencyId>,
    pub target_on: Option<Date>,
    pub state: State,
    /// 0 to 100, as the owner says.
    pub progress: i64,
    pub shared_with_manager: bool,
    pub shared_with_coach: bool,
    /// From 1, one more with each change of what it says.
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was achieved or dropped.
    pub closed_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Open,
    Achieved,
    Dropped,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
