use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, InvitationId, Ref};

use super::{errors, parse};
use crate::{
    belonging::{RevokeInvitationError, revoke_invitation},
    directory::Snapshots,
    loader,
};

#[derive(Default)]
pub struct RevokeInvitationMutation;

#[Object]
impl RevokeInvitationMutation {
    /// Visible to administrators, IT administrators and coaches. Takes an invitation back: its
    /// link opens nothing, and the seat is free again. For administrators in scope, IT
    /// administrators, and whoever sent it.
    #[graphql(visible = "super::to_inviters")]
    async fn revoke_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RevokeInvitationInput,
    ) -> Answer<RevokeInvitationPayload> {
        let (snapshots, id) = (Snapshots::of(ctx), parse(&input.invitation)?);
        let done = revoke_invitation(Call::of(ctx), snapshots, id).await?;
        if done.is_ok()
            && let Some(row) = loader::read_invitation_anew(ctx, id).await?
        {
            snapshots.renew(Call::of(ctx), row.organization_id).await?;
        }
        let invitation = done.as_ref().ok().copied().map(Ref);
        Ok(RevokeInvitationPayload { invitation, errors: errors(done) })
    }
}

/// Which.
#[derive(InputObject)]
struct RevokeInvitationInput {
    /// One that is pending or has expired.
    invitation: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct RevokeInvitationPayload {
    /// As it is now; null, if nothing was taken back.
    invitation: Option<Ref<InvitationId>>,
    /// Why nothing was taken back.
    errors: Vec<RevokeInvitationError>,
}
