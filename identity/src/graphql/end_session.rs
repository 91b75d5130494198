use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Ref, SessionId};

use super::{UserError, members::parse};
use crate::account::end_session;

#[derive(Default)]
pub struct EndSessionMutation;

#[Object]
impl EndSessionMutation {
    /// Ends one of your sessions, at once.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which session ends.")] input: EndSessionInput,
    ) -> Answer<EndSessionPayload> {
        let session = parse(&input.session)?;
        end_session(Call::of(ctx), session).await?;
        Ok(EndSessionPayload { session: Some(Ref(session)), errors: vec![] })
    }
}

/// Which session ends.
#[derive(InputObject)]
pub struct EndSessionInput {
    /// One of yours.
    pub session: ID,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct EndSessionPayload {
    /// As it is now.
    pub session: Option<Ref<SessionId>>,
    /// Always empty: what goes wrong is told as an error of the request.
    pub errors: Vec<UserError>,
}
