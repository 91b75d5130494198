use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, InterestId, Markdown, Ref};

use crate::{
    graphql::{id, key},
    loader::Loaders,
    opportunities::comment::{CommentOnInterestError, comment},
};

#[derive(Default)]
pub struct CommentOnInterest;

#[Object]
impl CommentOnInterest {
    /// Says something about an interest, for those who discuss it: the member, and the manager
    /// or coach with whom they share it. Who offers it does not read it.
    async fn comment_on_interest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is said, and about which interest.")] input: CommentOnInterestInput,
    ) -> Answer<CommentOnInterestPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key)?;
        let interest = id(&input.interest)?;
        match comment(Call::of(ctx), interest, input.text.into_string(), key).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).opportunities.interests.feed([(id, Arc::new(row))]);
                Ok(CommentOnInterestPayload { interest: Some(Ref(id)), errors: vec![] })
            }
            Err(error) => {
                Ok(CommentOnInterestPayload { interest: None, errors: vec![error.into()] })
            }
        }
    }
}

/// What is said, and about which interest.
#[derive(InputObject)]
struct CommentOnInterestInput {
    /// About which.
    interest: ID,
    /// 1 to 5,000 characters, kept as they are.
    text: Markdown,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input say it once.
    idempotency_key: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct CommentOnInterestPayload {
    /// The interest with what is said now; null, if nothing was said.
    interest: Option<Ref<InterestId>>,
    /// Why nothing was said.
    errors: Vec<CommentOnInterestError>,
}
