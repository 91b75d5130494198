use kernel::UserId;
use sea_orm::entity::prelude::*;

/// What people say about themselves; nobody else writes it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    pub given_name: String,
    pub infix: Option<String>,
    pub family_name: String,
    pub salutation: Option<String>,
    pub photo_mark: Option<String>,
    pub professional_role: Option<String>,
    pub phone: Option<String>,
    pub postal_address: Option<String>,
    pub linkedin: Option<String>,
    pub language: String,
    pub time_zone: String,
    pub theme: Theme,
    pub mail_on_feedback: bool,
    pub mail_digest: bool,
    pub registered_at: DateTimeUtc,
    pub closed_at: Option<DateTimeUtc>,
}

/// The colours of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Theme {
    System,
    Light,
    Dark,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
