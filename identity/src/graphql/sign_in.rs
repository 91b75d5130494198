use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, EmailAddress};

use super::{SessionTokens, SessionTransport, errors};
use crate::account::{Accounts, SignIn, SignInError, sign_in};

#[derive(Default)]
pub struct SignInMutation;

#[Object]
impl SignInMutation {
    /// Begins a session.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who signs in, and how.")] input: SignInInput,
    ) -> Answer<SignInPayload> {
        let hasher = &ctx.data_unchecked::<Accounts>().hasher;
        let input = SignIn {
            email: input.email.into_string(),
            password: input.password,
            transport: input.transport.into(),
            device: input.device_token,
        };
        let done = sign_in(Call::of(ctx), hasher, input).await?;
        let tokens = done.as_ref().ok().map(|it| SessionTokens::begun(ctx, it));
        Ok(SignInPayload { tokens, errors: errors(done) })
    }
}

/// Who signs in, and how.
#[derive(InputObject)]
pub struct SignInInput {
    /// Any address of the account that was verified.
    pub email: EmailAddress,
    /// Exactly as it was chosen.
    #[graphql(validator(chars_max_length = 1000))]
    pub password: String,
    /// How the tokens are answered.
    #[graphql(default_with = "SessionTransport::Cookie")]
    pub transport: SessionTransport,
    /// What an earlier sign-in answered to this program; browsers have a cookie.
    pub device_token: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct SignInPayload {
    /// Null, if nobody was signed in.
    pub tokens: Option<SessionTokens>,
    /// Why nobody was signed in.
    pub errors: Vec<SignInError>,
}
