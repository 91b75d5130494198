use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::{SessionTokens, SessionTransport, errors, members::parse};
use crate::account::{
    Accounts, CompleteRegistration, CompleteRegistrationError, complete_registration,
};

#[derive(Default)]
pub struct CompleteRegistrationMutation;

#[Object]
impl CompleteRegistrationMutation {
    /// Proves the address, chooses a password, accepts the privacy policy, and signs in.
    async fn complete_registration(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link, the password, the consent.")] input: CompleteRegistrationInput,
    ) -> Answer<CompleteRegistrationPayload> {
        let hasher = &ctx.data_unchecked::<Accounts>().hasher;
        let input = CompleteRegistration {
            token: input.token,
            password: input.password,
            policy: parse(&input.policy_version)?,
            transport: input.transport.into(),
        };
        let done = complete_registration(Call::of(ctx), hasher, input).await?;
        let tokens = done.as_ref().ok().map(|it| SessionTokens::begun(ctx, it));
        Ok(CompleteRegistrationPayload { tokens, errors: errors(done) })
    }
}

/// The link, the password, the consent.
#[derive(InputObject)]
pub struct CompleteRegistrationInput {
    /// What the link in the mail carries.
    pub token: String,
    /// 8 to 128 characters, taken exactly as sent.
    #[graphql(validator(chars_max_length = 1000))]
    pub password: String,
    /// The version in force, which is thereby accepted: `Query.privacyPolicy`.
    pub policy_version: ID,
    /// How the tokens are answered.
    #[graphql(default_with = "SessionTransport::Cookie")]
    pub transport: SessionTransport,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct CompleteRegistrationPayload {
    /// Null, if there is no account yet.
    pub tokens: Option<SessionTokens>,
    /// Why there is no account yet.
    pub errors: Vec<CompleteRegistrationError>,
}
