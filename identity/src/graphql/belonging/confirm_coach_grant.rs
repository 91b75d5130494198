use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, CoachGrantId, Ref};

use super::{changed_grant, errors, parse};
use crate::{
    belonging::{ConfirmCoachGrantError, confirm_coach_grant},
    directory::Snapshots,
};

#[derive(Default)]
pub struct ConfirmCoachGrantMutation;

#[Object]
impl ConfirmCoachGrantMutation {
    /// Visible to administrators. Confirms what another administrator granted to themself as coach.
    /// For administrators in scope of the client.
    #[graphql(visible = "super::to_administrators")]
    async fn confirm_coach_grant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ConfirmCoachGrantInput,
    ) -> Answer<ConfirmCoachGrantPayload> {
        let id = parse(&input.grant)?;
        let done = confirm_coach_grant(Call::of(ctx), Snapshots::of(ctx), id).await?;
        let grant = changed_grant(ctx, &done).await?;
        Ok(ConfirmCoachGrantPayload { grant, errors: errors(done) })
    }
}

/// Which.
#[derive(InputObject)]
struct ConfirmCoachGrantInput {
    /// Which.
    grant: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct ConfirmCoachGrantPayload {
    /// As it is now; null, if nothing changed.
    grant: Option<Ref<CoachGrantId>>,
    /// Why nothing changed.
    errors: Vec<ConfirmCoachGrantError>,
}
