use kernel::{InvitationId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

/// What an organisation mailed to somebody whom it states as a member.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    pub membership_id: MembershipId,
    /// Where it was mailed to. Whose it is was not asked.
    pub address: String,
    pub language: String,
    pub state: State,
    pub invited_by: Option<MembershipId>,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Pending,
    Accepted,
    /// Taken back, replaced by another, or declined.
    Revoked,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
