use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::errors;
use crate::account::{Accounts, ChangePassword, ChangePasswordError, change_password};

#[derive(Default)]
pub struct ChangePasswordMutation;

#[Object]
impl ChangePasswordMutation {
    /// Chooses another password. All other sessions end.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The password in use, and the next.")] input: ChangePasswordInput,
    ) -> Answer<ChangePasswordPayload> {
        let hasher = &ctx.data_unchecked::<Accounts>().hasher;
        let input = ChangePassword { current: input.current_password, new: input.new_password };
        let done = change_password(Call::of(ctx), hasher, input).await?;
        Ok(ChangePasswordPayload { changed: done.is_ok(), errors: errors(done) })
    }
}

/// The password in use, and the next.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The one in use.
    #[graphql(validator(chars_max_length = 1000))]
    pub current_password: String,
    /// 8 to 128 characters, taken exactly as sent.
    #[graphql(validator(chars_max_length = 1000))]
    pub new_password: String,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct ChangePasswordPayload {
    /// Whether the new one counts.
    pub changed: bool,
    /// Why the password stays.
    pub errors: Vec<ChangePasswordError>,
}
