use kernel::{CandidateId, FeedbackInvitationId, MembershipId, OrganizationId};
use sea_orm::entity::prelude::*;

use crate::entity::feedback::Kind;

/// What somebody wrote about a candidate; a member once, until they write it anew.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "candidate_evaluation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    /// A UUIDv7: the key is also the order of every list.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub candidate_id: CandidateId,
    /// Nobody, where somebody from outside wrote it.
    pub author_id: Option<MembershipId>,
    /// Of somebody from outside, until they are forgotten.
    pub author_name: Option<String>,
    /// Which question it answers, if any.
    pub invitation_id: Option<FeedbackInvitationId>,
    pub kind: Kind,
    pub text: String,
    /// A list of ids with marks, as JSON.
    pub marks: String,
    /// A list of questions with what is said to each, as JSON.
    pub answers: String,
    pub written_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
