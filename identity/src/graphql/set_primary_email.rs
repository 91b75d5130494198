use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, EmailAddress, Ref, UserId};

use super::errors;
use crate::account::{SetPrimaryEmailError, set_primary_email};

#[derive(Default)]
pub struct SetPrimaryEmailMutation;

#[Object]
impl SetPrimaryEmailMutation {
    /// Mail goes to this one of your addresses from now on.
    async fn set_primary_email(
        &self,
        ctx: &Context<'_>,
        input: SetPrimaryEmailInput,
    ) -> Answer<SetPrimaryEmailPayload> {
        let done = set_primary_email(Call::of(ctx), &input.address).await?;
        Ok(SetPrimaryEmailPayload {
            user: done.as_ref().ok().copied().map(Ref),
            errors: errors(done),
        })
    }
}

#[derive(InputObject)]
pub struct SetPrimaryEmailInput {
    pub address: EmailAddress,
}

#[derive(SimpleObject)]
pub struct SetPrimaryEmailPayload {
    pub user: Option<Ref<UserId>>,
    pub errors: Vec<SetPrimaryEmailError>,
}
