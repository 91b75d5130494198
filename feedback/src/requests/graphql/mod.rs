//! What this context says of requests for feedback in GraphQL.

mod answer_feedback_request;
mod by;
mod decline_mute;
mod feedback;
mod forget;
mod form;
mod invitation;
mod list;
mod request;
mod request_feedback;
mod settle;
mod template;
mod template_mutation;

use async_graphql::{Context, MergedObject};

pub use self::{
    feedback::FeedbackOrigin, form::FeedbackFormQuery, invitation::FeedbackInvitationFields,
    list::OrganizationRequests, request::FeedbackRequestFields, template::FeedbackTemplateFields,
};
use super::Doorstep;

/// What people do about requests.
#[derive(MergedObject, Default)]
pub struct RequestMutation(
    request_feedback::RequestFeedback,
    answer_feedback_request::AnswerFeedbackRequest,
    decline_mute::DeclineMute,
    settle::Settle,
    forget::ForgetExternal,
    template_mutation::TemplateMutation,
);

pub(crate) fn doorstep<'a>(ctx: &Context<'a>) -> &'a dyn Doorstep {
    &**ctx.data_unchecked::<Box<dyn Doorstep>>()
}
