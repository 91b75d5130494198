use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Markdown};

use super::{
    anonymous_reply::{AnonymousReply, which},
    bearer,
};
use crate::anonymous::edit_reply::{EditAnonymousReplyError, edit_reply};

#[derive(Default)]
pub struct EditAnonymousReply;

#[Object]
impl EditAnonymousReply {
    /// Says a reply better that waits for its delivery: with the ticket or the code of its
    /// conversation, and without a session. Nobody sees what it said before.
    async fn edit_anonymous_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what it says from now on.")] input: EditAnonymousReplyInput,
    ) -> Answer<EditAnonymousReplyPayload> {
        let (bearer, which) = (bearer(ctx)?, which(&input.reply)?);
        Ok(match edit_reply(Call::of(ctx), bearer, which, input.text.into_string()).await? {
            Ok(said) => EditAnonymousReplyPayload {
                reply: Some(AnonymousReply::new(said, vec![])),
                errors: vec![],
            },
            Err(error) => EditAnonymousReplyPayload { reply: None, errors: vec![error.into()] },
        })
    }
}

/// Which, and what it says from now on.
#[derive(InputObject)]
struct EditAnonymousReplyInput {
    /// Its `id`.
    reply: ID,
    /// 1 to 5,000 characters, kept as they are.
    text: Markdown,
}

/// What came of it.
#[derive(SimpleObject)]
struct EditAnonymousReplyPayload {
    /// As it waits now; null, if nothing was changed.
    reply: Option<AnonymousReply>,
    /// Why nothing was changed.
    errors: Vec<EditAnonymousReplyError>,
}
