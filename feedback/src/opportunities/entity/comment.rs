use kernel::{InterestId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

/// Said between the member and those with whom they discuss it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opportunity_comment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub interest_id: InterestId,
    /// A UUIDv7: the key is also the order of the thread.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Nobody, once the author is erased.
    pub author_id: Option<MembershipId>,
    pub text: String,
    pub written_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
