//! What this context says in GraphQL.

mod acknowledge_feedback;
mod archive_competency;
mod competency;
mod create_competency;
mod edit_feedback;
pub mod feedback;
mod filter;
mod give_feedback;
pub mod mark;
mod membership;
mod organization;
pub mod shown;
mod summary;
mod update_competency;
mod version;
mod withdraw_feedback;

use std::str::FromStr;

use async_graphql::{Context, ID, MergedObject};
use kernel::{Answer, IdempotencyKey, Noun};

pub use self::{
    competency::CompetencyFields,
    feedback::{FeedbackFields, FeedbackKind, FeedbackVisibility},
    mark::FeedbackMarkInput,
    membership::MembershipFeedback,
    organization::OrganizationFeedback,
};
use crate::{
    Colleagues, anonymous::graphql::AnonymousMutation, candidates::graphql::CandidateMutation,
    goals::graphql::GoalMutation, meetings::graphql::MeetingMutation,
    notifications::graphql::MarkNotificationsRead, opportunities::graphql::OpportunityMutation,
    requests::graphql::RequestMutation, sponsors::graphql::SponsorMutation,
    talk::graphql::TalkMutation,
};

/// What this context lets people do.
#[derive(MergedObject, Default)]
pub struct FeedbackMutation(
    give_feedback::GiveFeedback,
    edit_feedback::EditFeedback,
    withdraw_feedback::WithdrawFeedback,
    acknowledge_feedback::AcknowledgeFeedback,
    create_competency::CreateCompetency,
    update_competency::UpdateCompetency,
    archive_competency::ArchiveCompetency,
    GoalMutation,
    MeetingMutation,
    SponsorMutation,
    OpportunityMutation,
    TalkMutation,
    AnonymousMutation,
    MarkNotificationsRead,
    RequestMutation,
    CandidateMutation,
);

pub fn colleagues<'a>(ctx: &Context<'a>) -> &'a dyn Colleagues {
    &**ctx.data_unchecked::<Box<dyn Colleagues>>()
}

/// An id of this kind. That it is well formed says nothing of what it names.
pub fn id<I: Noun + FromStr>(text: &ID) -> Answer<I> {
    text.parse().map_err(|_| kernel::wanted::<I>(text))
}

pub fn key(text: Option<String>) -> Answer<Option<IdempotencyKey>> {
    text.map(IdempotencyKey::try_new).transpose()
}

pub fn problems<P, E: From<P>>(problems: Vec<P>) -> Vec<E> {
    problems.into_iter().map(E::from).collect()
}
