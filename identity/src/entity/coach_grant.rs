use kernel::{CoachGrantId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

/// What a coach is let in on about a client, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "coach_grant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CoachGrantId,
    pub coach_id: MembershipId,
    pub client_id: MembershipId,
    /// One bit for each kind of data: [`kernel::DataKinds`].
    pub kinds: i64,
    pub starts_at: DateTimeUtc,
    pub ends_at: Option<DateTimeUtc>,
    pub granted_at: DateTimeUtc,
    pub granted_by: MembershipId,
    /// It grants nothing before a second administrator confirms it.
    pub needs_confirmation: bool,
    pub confirmed_by: Option<MembershipId>,
    pub revoked_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
