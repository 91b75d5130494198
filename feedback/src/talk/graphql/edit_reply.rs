use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Markdown, Ref, ReplyId};

use crate::{
    graphql::id,
    loader::Loaders,
    talk::edit::{EditReplyError, edit},
};

#[derive(Default)]
pub struct EditReply;

#[Object]
impl EditReply {
    /// Changes what you replied: for 15 minutes without a trace, later what it said before is
    /// kept.
    async fn edit_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: EditReplyInput,
    ) -> Answer<EditReplyPayload> {
        Loaders::of(ctx).forget();
        let (reply, text) = (id(&input.reply)?, input.text.into_string());
        match edit(Call::of(ctx), reply, input.version, text).await? {
            Ok(row) => {
                let id = row.reply.id;
                Loaders::of(ctx).talk.rows.feed([(id, Arc::new(row))]);
                Ok(EditReplyPayload { reply: Some(Ref(id)), errors: vec![] })
            }
            Err(error) => Ok(EditReplyPayload { reply: None, errors: vec![error.into()] }),
        }
    }
}

/// What is changed.
#[derive(InputObject)]
struct EditReplyInput {
    /// What you replied.
    reply: ID,
    /// Its `version`, as you read it.
    version: i64,
    /// 1 to 5,000 characters, kept as they are.
    text: Markdown,
}

/// What came of it.
#[derive(SimpleObject)]
struct EditReplyPayload {
    /// As it is now; null, if nothing was changed.
    reply: Option<Ref<ReplyId>>,
    /// Why nothing was changed.
    errors: Vec<EditReplyError>,
}
