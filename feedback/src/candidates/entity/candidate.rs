use kernel::{CandidateId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

/// Somebody under evaluation. The id is a UUIDv7, so the primary key is also the order of every
/// list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "candidate")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CandidateId,
    pub name: String,
    /// Where the link is mailed to.
    pub address: String,
    /// A language tag, in which they are written to.
    pub language: String,
    /// What they apply for.
    pub role: String,
    pub responsible_id: MembershipId,
    /// When they were asked for their consent.
    pub asked_at: DateTimeUtc,
    /// None, until they give it.
    pub consented_at: Option<DateTimeUtc>,
    /// Of the notice that they had before them then.
    pub notice_version: Option<String>,
    /// The last day on which they are kept.
    pub expires_on: Date,
    /// What the link's token is derived from.
    pub link_id: Uuid,
    /// SHA-256 of the token.
    pub link_hash: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
