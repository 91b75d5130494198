use kernel::{CandidateId, FeedbackRequestId, FeedbackTemplateId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

use crate::entity::feedback::Visibility;

/// The id is a UUIDv7, so the primary key is also the order of every list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FeedbackRequestId,
    pub requester_id: MembershipId,
    /// The member it is about.
    pub about_id: Option<MembershipId>,
    /// The candidate it is about.
    pub candidate_id: Option<CandidateId>,
    pub template_id: Option<FeedbackTemplateId>,
    /// To those who are asked; may be empty.
    pub message: String,
    /// Who will read the answers; it never changes, since people were told.
    pub visibility: Visibility,
    /// The last day on which it is answered.
    pub due_on: Date,
    pub created_at: DateTimeUtc,
    pub closed_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
