use kernel::{MembershipId, OrganizationId, ReplyId};
use sea_orm::entity::prelude::*;

use super::flag::Reason;

/// Somebody found that a reply should not stand so.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_reply_flag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub reply_id: ReplyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MembershipId,
    pub reason: Reason,
    /// To the moderators; may be empty.
    pub note: String,
    pub flagged_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
