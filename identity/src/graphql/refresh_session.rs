use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::{SessionTokens, cookies::refresh_token, errors};
use crate::account::{RefreshSessionError, refresh_session};

#[derive(Default)]
pub struct RefreshSessionMutation;

#[Object]
impl RefreshSessionMutation {
    /// Renews a session. The token that does it is spent; an answer that was lost is given again
    /// for ten seconds, and after that a spent token ends the session.
    async fn refresh_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What renews it.")] input: RefreshSessionInput,
    ) -> Answer<RefreshSessionPayload> {
        let token = refresh_token(ctx, input.refresh_token.as_deref());
        let done = refresh_session(Call::of(ctx), token.as_ref()).await?;
        let tokens = done.as_ref().ok().map(|issued| SessionTokens::renewed(ctx, issued));
        Ok(RefreshSessionPayload { tokens, errors: errors(done) })
    }
}

/// What renews it.
#[derive(InputObject)]
pub struct RefreshSessionInput {
    /// Without it: the browser's cookie.
    pub refresh_token: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct RefreshSessionPayload {
    /// Null, if the session is over.
    pub tokens: Option<SessionTokens>,
    /// Why it was not renewed.
    pub errors: Vec<RefreshSessionError>,
}
