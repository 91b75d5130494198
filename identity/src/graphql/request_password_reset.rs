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
        input: RequestPasswordResetInput,
    ) -> Answer<RequestPasswordResetPayload> {
        request_password_reset(Call::of(ctx), input.email).await?;
        Ok(RequestPasswordResetPayload { requested: true, errors: vec![] })
    }
}

#[derive(InputObject)]
pub struct RequestPasswordResetInput {
    pub email: EmailAddress,
}

#[derive(SimpleObject)]
pub struct RequestPasswordResetPayload {
    /// It does not tell whether there is an account.
    pub requested: bool,
    pub errors: Vec<UserError>,
}
