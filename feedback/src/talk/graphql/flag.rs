use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, FeedbackId, Markdown, Ref, ReplyId};

use super::moderation::FlagReason;
use crate::{
    graphql::id,
    loader::Loaders,
    talk::flag::{self, FlagFeedbackError, FlagReplyError, flag_feedback, flag_reply},
};

#[derive(Default)]
pub struct FlagMutation;

#[Object]
impl FlagMutation {
    /// Says that feedback should not stand so: administrators who have its author or a recipient
    /// in scope then read it and decide. Once per person, until it is dismissed; once more changes
    /// nothing.
    async fn flag_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What, and why.")] input: FlagFeedbackInput,
    ) -> Answer<FlagFeedbackPayload> {
        Loaders::of(ctx).forget();
        let (feedback, why) = (id(&input.feedback)?, said(input.reason, input.note));
        match flag_feedback(Call::of(ctx), feedback, why).await? {
            Ok(()) => Ok(FlagFeedbackPayload { feedback: Some(Ref(feedback)), errors: vec![] }),
            Err(error) => Ok(FlagFeedbackPayload { feedback: None, errors: vec![error.into()] }),
        }
    }

    /// Says that a reply should not stand so: administrators who have its author, or author or a
    /// recipient of the feedback, in scope then read it and decide. Once per person, until
    /// it is dismissed; once more changes nothing.
    async fn flag_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What, and why.")] input: FlagReplyInput,
    ) -> Answer<FlagReplyPayload> {
        Loaders::of(ctx).forget();
        let (reply, why) = (id(&input.reply)?, said(input.reason, input.note));
        match flag_reply(Call::of(ctx), reply, why).await? {
            Ok(()) => Ok(FlagReplyPayload { reply: Some(Ref(reply)), errors: vec![] }),
            Err(error) => Ok(FlagReplyPayload { reply: None, errors: vec![error.into()] }),
        }
    }
}

fn said(reason: FlagReason, note: Option<Markdown>) -> flag::Flag {
    let note = note.map(Markdown::into_string).unwrap_or_default();
    flag::Flag { reason: reason.into(), note }
}

/// What should not stand so, and why.
#[derive(InputObject)]
struct FlagFeedbackInput {
    /// What.
    feedback: ID,
    /// Why.
    reason: FlagReason,
    /// What whoever decides should know, at most 1,000 characters.
    note: Option<Markdown>,
}

/// What should not stand so, and why.
#[derive(InputObject)]
struct FlagReplyInput {
    /// What.
    reply: ID,
    /// Why.
    reason: FlagReason,
    /// What whoever decides should know, at most 1,000 characters.
    note: Option<Markdown>,
}

/// What came of it.
#[derive(SimpleObject)]
struct FlagFeedbackPayload {
    /// What was flagged; null, if nothing was.
    feedback: Option<Ref<FeedbackId>>,
    /// Why nothing was flagged.
    errors: Vec<FlagFeedbackError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct FlagReplyPayload {
    /// What was flagged; null, if nothing was.
    reply: Option<Ref<ReplyId>>,
    /// Why nothing was flagged.
    errors: Vec<FlagReplyError>,
}
