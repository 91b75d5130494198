use kernel::OrganizationId;
use sea_orm::entity::prelude::*;

/// What an organisation set for anonymous writing.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "anonymous_setting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    pub monthly_tickets: i64,
    pub crowd: i64,
    /// In UTC.
    pub delivery_hour: i64,
    /// Which hour it was until the day from which on the one above counts.
    pub hour_before: i64,
    pub hour_from: Date,
    /// From 1, one more for each change.
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
