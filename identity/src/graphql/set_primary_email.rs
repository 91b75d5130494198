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
        #[graphql(desc = "Which address.")] input: SetPrimaryEmailInput,
    ) -> Answer<SetPrimaryEmailPayload> {
        let done = set_primary_email(Call::of(ctx), &input.address).await?;
        Ok(SetPrimaryEmailPayload {
            user: done.as_ref().ok().copied().map(Ref),
            errors: errors(done),
        })
    }
}

/// Which address.
#[derive(InputObject)]
pub struct SetPrimaryEmailInput {
    /// One of yours.
    pub address: EmailAddress,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct SetPrimaryEmailPayload {
    /// You, as you are written to now; null, if nothing changed.
    pub user: Option<Ref<UserId>>,
    /// Why mail goes where it went.
    pub errors: Vec<SetPrimaryEmailError>,
}
