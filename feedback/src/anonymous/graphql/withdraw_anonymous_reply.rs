use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::{anonymous_reply::which, bearer, receipt::AnonymousState};
use crate::anonymous::withdraw_reply::{WithdrawAnonymousReplyError, withdraw_reply};

#[derive(Default)]
pub struct WithdrawAnonymousReply;

#[Object]
impl WithdrawAnonymousReply {
    /// Takes back what you replied without a name: with the ticket or the code of its
    /// conversation, and without a session. What waits is gone at once; what was delivered is
    /// withdrawn with the next delivery: its place stays, and what it said is erased. It works
    /// without a licence too.
    async fn withdraw_anonymous_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is taken back.")] input: WithdrawAnonymousReplyInput,
    ) -> Answer<WithdrawAnonymousReplyPayload> {
        Ok(match withdraw_reply(Call::of(ctx), bearer(ctx)?, which(&input.reply)?).await? {
            Ok(state) => {
                WithdrawAnonymousReplyPayload { state: Some(state.into()), errors: vec![] }
            }
            Err(error) => WithdrawAnonymousReplyPayload { state: None, errors: vec![error.into()] },
        })
    }
}

/// What is taken back.
#[derive(InputObject)]
struct WithdrawAnonymousReplyInput {
    /// Its `id`.
    reply: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct WithdrawAnonymousReplyPayload {
    /// How far it is now; null, if nothing was withdrawn.
    state: Option<AnonymousState>,
    /// Why nothing was withdrawn.
    errors: Vec<WithdrawAnonymousReplyError>,
}
