use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, FeedbackId, Ref, ReplyId};

use super::subject::TextInput;
use crate::{
    graphql::colleagues,
    loader::{Loaders, Read},
    talk::{
        Subject,
        resolve::{Decision, ResolveFlagError, resolve},
    },
};

#[derive(Default)]
pub struct ResolveFlag;

#[Object]
impl ResolveFlag {
    /// Decides on a text that was flagged, as an administrator who has its author or a recipient
    /// in scope; what was hidden is put back by dismissing. Nobody decides on their own text,
    /// nor on what they flagged, as long as somebody else administers everybody.
    #[graphql(visible = "crate::graphql::shown::to_administrators")]
    async fn resolve_flag(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "On what, and how.")] input: ResolveFlagInput,
    ) -> Answer<ResolveFlagPayload> {
        Loaders::of(ctx).forget();
        let on = input.on.try_into()?;
        match resolve(Call::of(ctx), colleagues(ctx), on, input.decision.into()).await? {
            Ok(()) => {
                // Dismissed, it may no longer exist for them.
                let read = Read::of(ctx);
                let (feedback, reply) = match on {
                    Subject::Feedback(id) => (read.row(id).await?.map(|_| Ref(id)), None),
                    Subject::Reply(id) => (None, read.reply(id).await?.map(|_| Ref(id))),
                };
                Ok(ResolveFlagPayload { feedback, reply, errors: vec![] })
            }
            Err(error) => {
                let errors = vec![error.into()];
                Ok(ResolveFlagPayload { feedback: None, reply: None, errors })
            }
        }
    }
}

/// On what is decided, and how.
#[derive(InputObject)]
struct ResolveFlagInput {
    /// On what.
    on: TextInput,
    /// How.
    decision: FlagDecision,
}

/// What a moderator decides.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Decision")]
enum FlagDecision {
    /// It stands; also where it was hidden before.
    Dismiss,
    /// From now on it is for its author and the moderators alone.
    Hide,
}

/// What came of it.
#[derive(SimpleObject)]
struct ResolveFlagPayload {
    /// The feedback, if it was about that and exists for you still.
    feedback: Option<Ref<FeedbackId>>,
    /// The reply, if it was about that and exists for you still.
    reply: Option<Ref<ReplyId>>,
    /// Why nothing was decided.
    errors: Vec<ResolveFlagError>,
}
