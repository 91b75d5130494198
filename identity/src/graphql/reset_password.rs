use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::errors;
use crate::account::{Accounts, ResetPassword, ResetPasswordError, reset_password};

#[derive(Default)]
pub struct ResetPasswordMutation;

#[Object]
impl ResetPasswordMutation {
    /// Chooses another password with a link that was mailed. All sessions end; sign in afterwards.
    async fn reset_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link and the password.")] input: ResetPasswordInput,
    ) -> Answer<ResetPasswordPayload> {
        let hasher = &ctx.data_unchecked::<Accounts>().hasher;
        let input = ResetPassword { token: input.token, password: input.password };
        let done = reset_password(Call::of(ctx), hasher, input).await?;
        Ok(ResetPasswordPayload { changed: done.is_ok(), errors: errors(done) })
    }
}

/// The link and the password.
#[derive(InputObject)]
pub struct ResetPasswordInput {
    /// What the link in the mail carries.
    pub token: String,
    /// 8 to 128 characters, taken exactly as sent.
    #[graphql(validator(chars_max_length = 1000))]
    pub password: String,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct ResetPasswordPayload {
    /// Whether the new one counts.
    pub changed: bool,
    /// Why the password stays.
    pub errors: Vec<ResetPasswordError>,
}
