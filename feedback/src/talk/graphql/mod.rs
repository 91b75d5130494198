//! What this context says of conversations in GraphQL.

mod edit_reply;
mod feedback;
mod flag;
mod moderation;
mod organization;
mod reaction;
mod reply;
mod reply_to_feedback;
mod resolve_flag;
mod subject;
mod withdraw_reply;

use async_graphql::MergedObject;

pub use self::{feedback::FeedbackTalk, organization::OrganizationTalk, reply::ReplyFields};

/// What people say about feedback, and what is decided about what they said.
#[derive(MergedObject, Default)]
pub struct TalkMutation(
    reply_to_feedback::ReplyToFeedback,
    edit_reply::EditReply,
    withdraw_reply::WithdrawReply,
    reaction::ReactionMutation,
    flag::FlagMutation,
    resolve_flag::ResolveFlag,
);
