use kernel::{OrganizationId, SponsorshipId};
use sea_orm::entity::prelude::*;

use super::release::Section;

/// The sponsor read a section.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sponsor_reading")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub sponsorship_id: SponsorshipId,
    /// A UUIDv7: the key is also the order of the log.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub section: Section,
    pub read_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
