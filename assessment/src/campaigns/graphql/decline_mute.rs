use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, OneofObject, SimpleObject};
use kernel::{Answer, Call, CampaignInvitationId, Fault, Ref};

use super::id;
use crate::campaigns::{
    By, Held,
    decline::{DeclineCampaignError, decline},
    loader::Loaders,
    mute::{MuteCampaignError, mute},
};

#[derive(Default)]
pub struct DeclineCampaignOrMute;

#[Object]
impl DeclineCampaignOrMute {
    /// Says no to a questionnaire: as a member who is invited, or by a link. No mail about it
    /// follows. Once more changes nothing.
    async fn decline_campaign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is declined.")] input: DeclineCampaignInput,
    ) -> Answer<DeclineCampaignPayload> {
        Loaders::of(ctx).forget();
        let by: By = input.by.try_into()?;
        Ok(match decline(Call::of(ctx), by.clone()).await? {
            Ok(it) => {
                DeclineCampaignPayload { invitation: own(ctx, &by, it), done: true, errors: vec![] }
            }
            Err(error) => {
                DeclineCampaignPayload { invitation: None, done: false, errors: vec![error.into()] }
            }
        })
    }

    /// Wants no further reminders of a questionnaire: as a member who is invited, or by a link. It
    /// can still be answered. Once more changes nothing.
    async fn mute_campaign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which.")] input: MuteCampaignInput,
    ) -> Answer<MuteCampaignPayload> {
        Loaders::of(ctx).forget();
        let by: By = input.by.try_into()?;
        Ok(match mute(Call::of(ctx), by.clone()).await? {
            Ok(it) => {
                MuteCampaignPayload { invitation: own(ctx, &by, it), done: true, errors: vec![] }
            }
            Err(error) => {
                MuteCampaignPayload { invitation: None, done: false, errors: vec![error.into()] }
            }
        })
    }
}

/// As it stands now, for the member whose it is; whoever holds a link sees no object.
fn own(ctx: &Context<'_>, by: &By, it: Held) -> Option<Ref<CampaignInvitationId>> {
    if matches!(by, By::Link(_)) {
        return None;
    }
    let id = it.invitation.id;
    Loaders::of(ctx).invitations.feed([(id, Arc::new(it.invitation))]);
    Some(Ref(id))
}

/// As whom somebody is invited.
#[derive(OneofObject)]
enum CampaignInvitationBy {
    /// A member's own invitation.
    Invitation(ID),
    /// What the link in a mail carries.
    Link(String),
}

impl TryFrom<CampaignInvitationBy> for By {
    type Error = Fault;

    fn try_from(by: CampaignInvitationBy) -> Answer<Self> {
        Ok(match by {
            CampaignInvitationBy::Invitation(it) => Self::Invitation(id(&it)?),
            CampaignInvitationBy::Link(text) => Self::Link(text),
        })
    }
}

/// What is declined.
#[derive(InputObject)]
struct DeclineCampaignInput {
    /// As whom you are invited.
    by: CampaignInvitationBy,
}

/// Of what no reminders are wanted.
#[derive(InputObject)]
struct MuteCampaignInput {
    /// As whom you are invited.
    by: CampaignInvitationBy,
}

/// What came of it.
#[derive(SimpleObject)]
struct DeclineCampaignPayload {
    /// As it is now; null, if nothing was declined, or by a link.
    invitation: Option<Ref<CampaignInvitationId>>,
    /// Whether it is declined.
    done: bool,
    /// Why nothing was declined.
    errors: Vec<DeclineCampaignError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct MuteCampaignPayload {
    /// As it is now; null, if there is none of yours, or by a link.
    invitation: Option<Ref<CampaignInvitationId>>,
    /// Whether no reminders follow.
    done: bool,
    /// Why reminders go on.
    errors: Vec<MuteCampaignError>,
}
