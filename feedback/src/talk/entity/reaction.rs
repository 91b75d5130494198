use kernel::{FeedbackId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

/// Somebody's, to a piece of feedback.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_reaction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub feedback_id: FeedbackId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MembershipId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    pub reacted_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// To the author.
    Thanks,
    Agree,
    Celebrate,
    Support,
    Insight,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
