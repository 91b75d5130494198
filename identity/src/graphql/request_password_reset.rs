use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, EmailAddress};

use super::UserError;
use crate::account::request_password_reset;

#[derive(Default)]
pub struct RequestPasswordResetMutation;

#[Object]
impl RequestPasswordResetMutation {
    /// Mails a link to choose another password, if the address is verified. The answer is the same
    /// if it is not.
    async fn request_password_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where the link is mailed to.")] input: RequestPasswordResetInput,
    ) -> Answer<RequestPasswordResetPayload> {
        request_password_reset(Call::of(ctx), input.email).await?;
        Ok(RequestPasswordResetPayload { requested: true, errors: vec![] })
    }
}

/// Where the link is mailed to.
#[derive(InputObject)]
pub struct RequestPasswordResetInput {
    /// Any address of the account that was verified.
    pub email: EmailAddress,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct RequestPasswordResetPayload {
    /// It does not tell whether there is an account.
    pub requested: bool,
    /// Always empty, so that it does not tell whether there is an account.
    pub errors: Vec<UserError>,
}
