use kernel::{InterestId, MembershipId, OpportunityId, OrganizationId};
use sea_orm::entity::prelude::*;

/// The id is a UUIDv4: lists in its order say nothing of who came first.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opportunity_interest")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InterestId,
    pub opportunity_id: OpportunityId,
    pub member_id: MembershipId,
    /// As the opportunity has it, where it never changes.
    pub offered_by_id: MembershipId,
    /// To the offering side; may be empty.
    pub note: String,
    pub shared_with_manager: bool,
    pub shared_with_coach: bool,
    pub noted_at: DateTimeUtc,
    pub withdrawn_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
