use kernel::{OrganizationId, UserId};
use sea_orm::entity::prelude::*;

/// A link that is mailed: it opens one thing, once, for a while.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// SHA-256 of the token, which is derived from the id.
    pub token_hash: Vec<u8>,
    pub purpose: Purpose,
    pub person_id: Option<UserId>,
    /// Where it is mailed to.
    pub address: Option<String>,
    pub given_name: Option<String>,
    pub infix: Option<String>,
    pub family_name: Option<String>,
    pub language: Option<String>,
    pub organization_id: Option<OrganizationId>,
    pub subject_id: Option<Uuid>,
    pub expires_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
}

/// What a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Purpose {
    Registration,
    Reset,
    Verification,
    Invitation,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
