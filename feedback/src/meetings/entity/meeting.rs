use kernel::{MeetingId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

/// The id is a UUIDv7, so the primary key is also the order of every list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MeetingId,
    pub kind: Kind,
    /// Whom it is about: the report or the client.
    pub person_id: MembershipId,
    /// Who led or coached them when it was arranged.
    pub host_id: MembershipId,
    pub starts_at: DateTimeUtc,
    pub state: State,
    /// May be empty.
    pub topic: String,
    /// Read and written by both; may be empty, as the others.
    pub shared_notes: String,
    /// Read and written by the host alone.
    pub host_notes: String,
    /// Read and written by the person alone.
    pub person_notes: String,
    /// From 1, one more with each change of what both read.
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Between somebody and who leads or coaches them.
    CheckIn,
    /// Between a client and their coach.
    CoachSession,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Planned,
    Held,
    Cancelled,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
