use async_graphql::{Context, Object, SimpleObject};
use kernel::{Answer, Call};

use super::{UserError, cookies};
use crate::account::sign_out;

#[derive(Default)]
pub struct SignOutMutation;

#[Object]
impl SignOutMutation {
    /// Ends the session that asks, at once.
    async fn sign_out(&self, ctx: &Context<'_>) -> Answer<SignOutPayload> {
        sign_out(Call::of(ctx)).await?;
        cookies::clear(ctx);
        Ok(SignOutPayload { signed_out: true, errors: vec![] })
    }
}

/// What came of it.
#[derive(SimpleObject)]
pub struct SignOutPayload {
    /// Whether the session is over.
    pub signed_out: bool,
    /// Always empty: what goes wrong is told as an error of the request.
    pub errors: Vec<UserError>,
}
