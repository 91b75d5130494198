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
        input: RemoveEmailInput,
    ) -> Answer<RemoveEmailPayload> {
        let done = remove_email(Call::of(ctx), &input.address).await?;
        Ok(RemoveEmailPayload { user: done.as_ref().ok().copied().map(Ref), errors: errors(done) })
    }
}

#[derive(InputObject)]
pub struct RemoveEmailInput {
    pub address: EmailAddress,
}

#[derive(SimpleObject)]
pub struct RemoveEmailPayload {
    pub user: Option<Ref<UserId>>,
    pub errors: Vec<RemoveEmailError>,
}
