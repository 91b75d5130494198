use kernel::UserId;
use sea_orm::entity::prelude::*;

/// An address that its person has proved to read; a claim alone has no row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_email")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: UserId,
    /// As it was typed.
    pub address: String,
    /// As it is found: [`crate::account::fold`].
    pub folded: String,
    pub is_primary: bool,
    pub verified_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
