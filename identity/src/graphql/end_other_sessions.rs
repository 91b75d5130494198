use async_graphql::{Context, Object, SimpleObject};
use kernel::{Answer, Call};

use super::UserError;
use crate::account::end_other_sessions;

#[derive(Default)]
pub struct EndOtherSessionsMutation;

#[Object]
impl EndOtherSessionsMutation {
    /// Ends all of your sessions but the one that asks, at once.
    async fn end_other_sessions(&self, ctx: &Context<'_>) -> Answer<EndOtherSessionsPayload> {
        let ended = end_other_sessions(Call::of(ctx)).await?;
        let ended = i32::try_from(ended).unwrap_or(i32::MAX);
        Ok(EndOtherSessionsPayload { ended, errors: vec![] })
    }
}

/// What came of it.
#[derive(SimpleObject)]
pub struct EndOtherSessionsPayload {
    /// How many there were.
    pub ended: i32,
    /// Always empty: what goes wrong is told as an error of the request.
    pub errors: Vec<UserError>,
}
