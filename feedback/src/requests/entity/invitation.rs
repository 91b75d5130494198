use kernel::{FeedbackId, FeedbackInvitationId, FeedbackRequestId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

/// Somebody who is asked. The id is a UUIDv7, so the primary key is also the order of every list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_invitation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FeedbackInvitationId,
    pub request_id: FeedbackRequestId,
    /// As the request has it, where it never changes.
    pub requester_id: MembershipId,
    /// As the request has it, where it never changes.
    pub due_on: Date,
    /// Nobody, where somebody from outside is asked.
    pub member_id: Option<MembershipId>,
    pub external_name: Option<String>,
    pub external_address: Option<String>,
    /// Of somebody from outside: a language tag.
    pub language: Option<String>,
    /// What the link's token is derived from; none, once it opens nothing any more.
    pub link_id: Option<Uuid>,
    /// SHA-256 of the token.
    pub link_hash: Option<Vec<u8>>,
    pub state: State,
    /// Why they declined, if they say.
    pub reason: Option<String>,
    /// What they answered.
    pub feedback_id: Option<FeedbackId>,
    pub invited_at: DateTimeUtc,
    /// When they answered or declined, or it was closed.
    pub settled_at: Option<DateTimeUtc>,
    /// Whether they want no reminders.
    pub muted: bool,
    /// When a mail is due next.
    pub remind_at: Option<DateTimeUtc>,
    /// Which notice somebody from outside had before them last; none, if they asked for none.
    pub notice_version: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Open,
    Answered,
    Declined,
    Closed,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
