use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, CampaignInvitationId, EmailAddress, Locale, Ref};

use super::{audience, id, key};
use crate::campaigns::{
    invitation::Model,
    invite::{Invite, InviteGuestToCampaignError, Invited, invite},
    loader::{Loaders, Read},
    revoke::{RevokeCampaignInvitationError, revoke},
};

#[derive(Default)]
pub struct Guests;

#[Object]
impl Guests {
    /// Visible to administrators and coaches. Invites somebody from outside, a candidate say, who
    /// answers by a link without an account: to an identified campaign of a company. They are
    /// written to once it is launched and open. For the administrator who made it, and for those of
    /// everybody.
    #[graphql(visible = "super::shown::to_who_asks_others")]
    async fn invite_guest_to_campaign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and to what.")] input: InviteGuestToCampaignInput,
    ) -> Answer<InviteGuestToCampaignPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key)?;
        let new = Invite {
            campaign: id(&input.campaign)?,
            name: input.name,
            address: input.address,
            language: input.language,
        };
        let (invitation, errors) = match invite(Call::of(ctx), audience(ctx), new, key).await? {
            Ok(Invited::Now(row)) => (Some(fed(ctx, *row)), vec![]),
            Ok(Invited::Before(id)) => {
                (Read::of(ctx).invitation(id).await?.map(|_| Ref(id)), vec![])
            }
            Err(error) => (None, vec![error.into()]),
        };
        Ok(InviteGuestToCampaignPayload { invitation, errors })
    }

    /// Visible to administrators and coaches. Takes a guest's invitation back: their link opens
    /// nothing any more, and their address is forgotten; what they answered stays. Once more
    /// changes nothing.
    #[graphql(visible = "super::shown::to_who_asks_others")]
    async fn revoke_campaign_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose.")] input: RevokeCampaignInvitationInput,
    ) -> Answer<RevokeCampaignInvitationPayload> {
        Loaders::of(ctx).forget();
        let (invitation, errors) = match revoke(Call::of(ctx), id(&input.invitation)?).await? {
            Ok(row) => (Some(fed(ctx, row)), vec![]),
            Err(error) => (None, vec![error.into()]),
        };
        Ok(RevokeCampaignInvitationPayload { invitation, errors })
    }
}

fn fed(ctx: &Context<'_>, row: Model) -> Ref<CampaignInvitationId> {
    let id = row.id;
    Loaders::of(ctx).invitations.feed([(id, Arc::new(row))]);
    Ref(id)
}

/// Somebody from outside who is invited.
#[derive(InputObject)]
struct InviteGuestToCampaignInput {
    /// To which.
    campaign: ID,
    /// How they are called, 1 to 200 characters.
    name: String,
    /// Where they are written to.
    address: EmailAddress,
    /// In which they are written to; yours, if nothing is said.
    language: Option<Locale>,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input invite them
    /// once.
    idempotency_key: Option<String>,
}

/// Whose invitation is taken back.
#[derive(InputObject)]
struct RevokeCampaignInvitationInput {
    /// Of somebody from outside.
    invitation: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct InviteGuestToCampaignPayload {
    /// Who is invited; null, if nobody was.
    invitation: Option<Ref<CampaignInvitationId>>,
    /// Why nobody was invited.
    errors: Vec<InviteGuestToCampaignError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct RevokeCampaignInvitationPayload {
    /// As it is now; null, if it was not taken back.
    invitation: Option<Ref<CampaignInvitationId>>,
    /// Why it was not taken back.
    errors: Vec<RevokeCampaignInvitationError>,
}
