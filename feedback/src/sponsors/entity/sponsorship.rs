use kernel::{MembershipId, OrganizationId, SponsorshipId};
use sea_orm::entity::prelude::*;

/// Who pays for a coach's client. The id is a UUIDv7, so the primary key is also the order of
/// every list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sponsorship")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SponsorshipId,
    pub client_id: MembershipId,
    pub coach_id: MembershipId,
    pub sponsor_id: MembershipId,
    pub started_at: DateTimeUtc,
    /// From then on the sponsor reads nothing.
    pub ended_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
