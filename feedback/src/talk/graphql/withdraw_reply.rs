use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Ref, ReplyId};

use crate::{
    graphql::id,
    loader::Loaders,
    talk::withdraw::{WithdrawReplyError, withdraw},
};

#[derive(Default)]
pub struct WithdrawReply;

#[Object]
impl WithdrawReply {
    /// Takes back what you replied: its place stays, what it says and said is gone. It works
    /// without a licence too, and once more changes nothing.
    async fn withdraw_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is taken back.")] input: WithdrawReplyInput,
    ) -> Answer<WithdrawReplyPayload> {
        Loaders::of(ctx).forget();
        match withdraw(Call::of(ctx), id(&input.reply)?).await? {
            Ok(row) => {
                let id = row.reply.id;
                Loaders::of(ctx).talk.rows.feed([(id, Arc::new(row))]);
                Ok(WithdrawReplyPayload { reply: Some(Ref(id)), errors: vec![] })
            }
            Err(error) => Ok(WithdrawReplyPayload { reply: None, errors: vec![error.into()] }),
        }
    }
}

/// What is taken back.
#[derive(InputObject)]
struct WithdrawReplyInput {
    /// What you replied.
    reply: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct WithdrawReplyPayload {
    /// As it is now; null, if nothing was taken back.
    reply: Option<Ref<ReplyId>>,
    /// Why nothing was taken back.
    errors: Vec<WithdrawReplyError>,
}
