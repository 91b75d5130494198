use kernel::{FeedbackId, MembershipId, OrganizationId, ReplyId};
use sea_orm::entity::prelude::*;

use crate::entity::feedback::Moderation;

/// Said about a piece of feedback by somebody who reads it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_reply")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    /// A UUIDv7: the key is also the order of the conversation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReplyId,
    pub feedback_id: FeedbackId,
    /// Nobody, if an anonymous author wrote it, or once the author is erased.
    pub author_id: Option<MembershipId>,
    /// Empty, once it is withdrawn.
    pub text: String,
    /// From 1, one more with each change.
    pub version: i64,
    pub created_at: DateTimeUtc,
    pub edited_at: Option<DateTimeUtc>,
    pub withdrawn_at: Option<DateTimeUtc>,
    pub moderation: Option<Moderation>,
    /// Whoever wrote the feedback without a name said it; its only date is a day.
    pub anonymous: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
