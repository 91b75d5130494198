use kernel::{OrganizationId, SponsorshipId};
use sea_orm::entity::prelude::*;

/// A section that the client lets the sponsor read. Revoked, the row is gone.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sponsor_release")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub sponsorship_id: SponsorshipId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub section: Section,
    pub released_at: DateTimeUtc,
}

/// What can be released by itself. There will be more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Section {
    /// Which sessions with the coach there were and will be.
    Attendance,
    /// The goals that are shared with the coach, and their milestones.
    Goals,
    /// What client and coach agreed on in their sessions.
    Agreements,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
