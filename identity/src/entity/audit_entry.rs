use kernel::{OrganizationId, UserId};
use sea_orm::entity::prelude::*;

/// Who did what to what. Written by [`kernel::audit`].
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: DateTimeUtc,
    pub actor_id: Option<UserId>,
    pub action: String,
    pub subject_kind: Option<String>,
    pub subject_id: Option<Uuid>,
    pub outcome: Outcome,
    pub address: Option<String>,
    pub request_id: String,
    pub reason: Option<String>,
    /// How many acts it stands for, where they are counted and not listed.
    pub counted: Option<i64>,
}

/// How something ended; [`kernel::audit::Outcome`] as it is read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Outcome {
    Done,
    Refused,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
