use kernel::PolicyVersionId;
use sea_orm::entity::prelude::*;

/// A version of the privacy policy; immutable.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "policy_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PolicyVersionId,
    pub version: String,
    /// Markdown.
    pub body: String,
    pub published_at: DateTimeUtc,
    pub effective_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
