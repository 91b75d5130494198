use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::errors;
use crate::belonging::{DeclineInvitationError, decline_invitation};

#[derive(Default)]
pub struct DeclineInvitationMutation;

#[Object]
impl DeclineInvitationMutation {
    /// Says no to an invitation; whoever holds its link may. The link opens nothing afterwards.
    async fn decline_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link.")] input: DeclineInvitationInput,
    ) -> Answer<DeclineInvitationPayload> {
        let done = decline_invitation(Call::of(ctx), &input.token).await?;
        Ok(DeclineInvitationPayload { declined: done.is_ok(), errors: errors(done) })
    }
}

/// The link.
#[derive(InputObject)]
struct DeclineInvitationInput {
    /// What the link in the mail carries.
    token: String,
}

/// What came of it.
#[derive(SimpleObject)]
struct DeclineInvitationPayload {
    /// Whether it was declined.
    declined: bool,
    /// Why nothing was declined.
    errors: Vec<DeclineInvitationError>,
}
