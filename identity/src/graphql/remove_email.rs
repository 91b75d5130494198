use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, EmailAddress, Ref, UserId};

use super::errors;
use crate::account::{RemoveEmailError, remove_email};

#[derive(Default)]
pub struct RemoveEmailMutation;

#[Object]
impl RemoveEmailMutation {
    /// Removes one of your addresses, but not the primary one.
    async fn remove_email(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which address.")] input: RemoveEmailInput,
    ) -> Answer<RemoveEmailPayload> {
        let done = remove_email(Call::of(ctx), &input.address).await?;
        Ok(RemoveEmailPayload { user: done.as_ref().ok().copied().map(Ref), errors: errors(done) })
    }
}

/// Which address.
#[derive(InputObject)]
pub struct RemoveEmailInput {
    /// One of yours, but not the primary one.
    pub address: EmailAddress,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct RemoveEmailPayload {
    /// You, without it; null, if it stays.
    pub user: Option<Ref<UserId>>,
    /// Why the address stays.
    pub errors: Vec<RemoveEmailError>,
}
