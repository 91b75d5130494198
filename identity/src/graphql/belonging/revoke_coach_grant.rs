use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, CoachGrantId, Ref};

use super::{changed_grant, errors, parse};
use crate::{
    belonging::{RevokeCoachGrantError, revoke_coach_grant},
    directory::Snapshots,
};

#[derive(Default)]
pub struct RevokeCoachGrantMutation;

#[Object]
impl RevokeCoachGrantMutation {
    /// Takes a grant back: the coach reads nothing by it any more. In a company for administrators
    /// in scope of the client, in a practice also for the client; the coach may always let go.
    async fn revoke_coach_grant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RevokeCoachGrantInput,
    ) -> Answer<RevokeCoachGrantPayload> {
        let id = parse(&input.grant)?;
        let done = revoke_coach_grant(Call::of(ctx), Snapshots::of(ctx), id).await?;
        let grant = changed_grant(ctx, &done).await?;
        Ok(RevokeCoachGrantPayload { grant, errors: errors(done) })
    }
}

/// Which.
#[derive(InputObject)]
struct RevokeCoachGrantInput {
    /// Which.
    grant: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct RevokeCoachGrantPayload {
    /// As it is now; null, if nothing changed, and to a coach, for whom it is gone.
    grant: Option<Ref<CoachGrantId>>,
    /// Why nothing changed.
    errors: Vec<RevokeCoachGrantError>,
}
