use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Markdown, Ref, ReplyId};

use crate::{
    graphql::{id, key},
    loader::{Loaders, Read},
    talk::reply::{ReplyToFeedbackError, reply},
};

#[derive(Default)]
pub struct ReplyToFeedback;

#[Object]
impl ReplyToFeedback {
    /// Says something about feedback that you read. Whoever reads it reads the reply; the others
    /// who take part are told that there is one.
    async fn reply_to_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said, and about what.")] input: ReplyToFeedbackInput,
    ) -> Answer<ReplyToFeedbackPayload> {
        Loaders::of(ctx).forget();
        let (feedback, key) = (id(&input.feedback)?, key(input.idempotency_key)?);
        match reply(Call::of(ctx), feedback, input.text.into_string(), key).await? {
            Ok(id) => {
                // An earlier attempt's may not exist for them any more.
                let reply = Read::of(ctx).reply(id).await?.map(|_| Ref(id));
                Ok(ReplyToFeedbackPayload { reply, errors: vec![] })
            }
            Err(error) => Ok(ReplyToFeedbackPayload { reply: None, errors: vec![error.into()] }),
        }
    }
}

/// What is said, and about what.
#[derive(InputObject)]
struct ReplyToFeedbackInput {
    /// About what.
    feedback: ID,
    /// 1 to 5,000 characters, kept as they are.
    text: Markdown,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input say it once.
    idempotency_key: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct ReplyToFeedbackPayload {
    /// What was said; null, if nothing was.
    reply: Option<Ref<ReplyId>>,
    /// Why nothing was said.
    errors: Vec<ReplyToFeedbackError>,
}
