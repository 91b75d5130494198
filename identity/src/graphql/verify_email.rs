use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::errors;
use crate::account::{VerifyEmailError, verify_email};

#[derive(Default)]
pub struct VerifyEmailMutation;

#[Object]
impl VerifyEmailMutation {
    /// Proves an address with the link that was mailed to it. Nobody need be signed in.
    async fn verify_email(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link.")] input: VerifyEmailInput,
    ) -> Answer<VerifyEmailPayload> {
        let done = verify_email(Call::of(ctx), &input.token).await?;
        Ok(VerifyEmailPayload { verified: done.is_ok(), errors: errors(done) })
    }
}

/// The link.
#[derive(InputObject)]
pub struct VerifyEmailInput {
    /// What the link in the mail carries.
    pub token: String,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct VerifyEmailPayload {
    /// Whether it is yours now.
    pub verified: bool,
    /// Why the address is not yours yet.
    pub errors: Vec<VerifyEmailError>,
}
