use kernel::OrganizationId;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organization")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganizationId,
    pub slug: String,
    pub name: String,
    pub kind: Kind,
    pub directory_version: i64,
    pub controller: Option<String>,
    pub processor: Option<String>,
    pub created_at: DateTimeUtc,
    /// The directory's version that last changed what it says about itself.
    pub changed_in: i64,
}

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Subscribes for its employees (B2B).
    Company,
    /// Subscribes for its clients (B2C): a coach or consultant.
    Practice,
    /// One person's own.
    Personal,
    /// The service itself.
    Platform,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
