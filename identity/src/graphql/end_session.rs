use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Ref, SessionId};

use super::{UserError, parse};
use crate::account::end_session;

#[derive(Default)]
pub struct EndSessionMutation;

#[Object]
impl EndSessionMutation {
    /// Ends one of your sessions, at once.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        input: EndSessionInput,
    ) -> Answer<EndSessionPayload> {
        let session = parse(&input.session)?;
        end_session(Call::of(ctx), session).await?;
        Ok(EndSessionPayload { session: Some(Ref(session)), errors: vec![] })
    }
}

#[derive(InputObject)]
pub struct EndSessionInput {
    pub session: ID,
}

#[derive(SimpleObject)]
pub struct EndSessionPayload {
    pub session: Option<Ref<SessionId>>,
    pub errors: Vec<UserError>,
}
