use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, EmailAddress, InvitationId, Ref};

use super::{errors, parse};
use crate::{
    belonging::{ResendInvitationError, resend_invitation},
    directory::Snapshots,
    loader,
};

#[derive(Default)]
pub struct ResendInvitationMutation;

#[Object]
impl ResendInvitationMutation {
    /// Visible to administrators, IT administrators and coaches. Sends another invitation, of
    /// another 14 days, in place of one that was not accepted; the earlier link opens nothing
    /// any more. For administrators in scope, IT administrators, and whoever sent it.
    #[graphql(visible = "super::to_inviters")]
    async fn resend_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ResendInvitationInput,
    ) -> Answer<ResendInvitationPayload> {
        let (snapshots, id) = (Snapshots::of(ctx), parse(&input.invitation)?);
        let done = resend_invitation(Call::of(ctx), snapshots, id, input.address).await?;
        if done.is_ok() {
            loader::read_invitation_anew(ctx, id).await?;
        }
        let invitation = done.as_ref().ok().copied().map(Ref);
        Ok(ResendInvitationPayload { invitation, errors: errors(done) })
    }
}

/// Which.
#[derive(InputObject)]
struct ResendInvitationInput {
    /// One that is pending or has expired.
    invitation: ID,
    /// Where it is mailed to; to the same address, if not given.
    address: Option<EmailAddress>,
}

/// What came of it.
#[derive(SimpleObject)]
struct ResendInvitationPayload {
    /// The new invitation; null, if no mail was sent.
    invitation: Option<Ref<InvitationId>>,
    /// Why no mail was sent.
    errors: Vec<ResendInvitationError>,
}
