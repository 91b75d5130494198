use kernel::{
    FeedbackId, FeedbackRequestId, MembershipId, NotificationId, OrganizationId, ReplyId,
};
use sea_orm::entity::prelude::*;

/// Something happened that a member is told of.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    /// That of the fact it follows from: told twice, it is one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NotificationId,
    pub member_id: MembershipId,
    pub kind: Kind,
    pub feedback_id: Option<FeedbackId>,
    pub reply_id: Option<ReplyId>,
    pub request_id: Option<FeedbackRequestId>,
    /// A UUIDv7: the order of every list.
    pub place: Uuid,
    pub at: DateTimeUtc,
    pub read_at: Option<DateTimeUtc>,
    /// When a summary told of it; each tells of what none told before.
    pub digested_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Somebody gave them feedback.
    Feedback,
    /// Somebody replied where they take part.
    Reply,
    /// Somebody thanked them for feedback or a reply.
    Thanks,
    /// Somebody asks them for feedback.
    Request,
    /// What is asked of them waits for their answer; about no request of its own.
    Reminder,
    /// What they asked was answered.
    Answer,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
