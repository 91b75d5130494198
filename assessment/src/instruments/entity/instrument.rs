use kernel::{InstrumentId, OrganizationId};
use sea_orm::entity::prelude::*;

/// A draft or an edition. The id is a UUIDv7, so the primary key is also the order of every
/// list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "instrument")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InstrumentId,
    /// The first of its family; it may be itself.
    pub family_id: InstrumentId,
    /// From 1 within its family; none, until it is published.
    pub edition: Option<i64>,
    /// Of the first of a family: how many of it were published so far.
    pub editions: i64,
    pub state: State,
    pub code: String,
    /// Its own.
    pub language: String,
    /// In its own language.
    pub name: String,
    /// How many it has.
    pub items: i64,
    /// From 1, one more for each change.
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub published_at: Option<DateTimeUtc>,
    pub retired_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Draft,
    Published,
    Retired,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
