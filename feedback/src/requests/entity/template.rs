use kernel::{FeedbackTemplateId, OrganizationId};
use sea_orm::entity::prelude::*;

/// One version of a template: it never changes, but is retired. The id is a UUIDv7, so the
/// primary key is also the order of every list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FeedbackTemplateId,
    /// The first version of the same.
    pub original_id: FeedbackTemplateId,
    /// From 1.
    pub version: i64,
    pub name: String,
    /// What whoever is asked reads first; may be empty.
    pub introduction: String,
    pub created_at: DateTimeUtc,
    /// Nobody asks with it any more: there is a newer version, or none is wanted.
    pub retired_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
