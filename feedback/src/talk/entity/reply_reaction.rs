use kernel::{MembershipId, OrganizationId, ReplyId};
use sea_orm::entity::prelude::*;

use super::reaction::Kind;

/// Somebody's, to a reply.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_reply_reaction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub reply_id: ReplyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MembershipId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    pub reacted_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
