use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Markdown};

use super::{anonymous_reply::AnonymousReply, bearer};
use crate::anonymous::reply::{ReplyAnonymouslyError, reply};

#[derive(Default)]
pub struct ReplyAnonymously;

#[Object]
impl ReplyAnonymously {
    /// Says more about what you wrote without a name, once it was delivered: with its ticket or
    /// its code, and without a session. It waits for the day's delivery; five a day wait or were
    /// delivered in a conversation. The same once more on that day is answered as the first time.
    async fn reply_anonymously(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said.")] input: ReplyAnonymouslyInput,
    ) -> Answer<ReplyAnonymouslyPayload> {
        Ok(match reply(Call::of(ctx), bearer(ctx)?, input.text.into_string()).await? {
            Ok(said) => ReplyAnonymouslyPayload {
                reply: Some(AnonymousReply::new(said, vec![])),
                errors: vec![],
            },
            Err(error) => ReplyAnonymouslyPayload { reply: None, errors: vec![error.into()] },
        })
    }
}

/// What is said.
#[derive(InputObject)]
struct ReplyAnonymouslyInput {
    /// 1 to 5,000 characters, kept as they are.
    text: Markdown,
}

/// What came of it.
#[derive(SimpleObject)]
struct ReplyAnonymouslyPayload {
    /// What waits; null, if nothing was said.
    reply: Option<AnonymousReply>,
    /// Why nothing was said.
    errors: Vec<ReplyAnonymouslyError>,
}
