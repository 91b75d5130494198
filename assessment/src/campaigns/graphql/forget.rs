use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use crate::campaigns::{
    forget::{ForgetCampaignGuestError, forget},
    loader::Loaders,
};

#[derive(Default)]
pub struct ForgetGuest;

#[Object]
impl ForgetGuest {
    /// Has one's name and address forgotten, by the link in a mail: what was not answered is taken
    /// back, what was answered stays without a name, and the link opens nothing any more.
    async fn forget_campaign_guest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose.")] input: ForgetCampaignGuestInput,
    ) -> Answer<ForgetCampaignGuestPayload> {
        Loaders::of(ctx).forget();
        Ok(match forget(Call::of(ctx), input.link).await? {
            Ok(()) => ForgetCampaignGuestPayload { done: true, errors: vec![] },
            Err(error) => ForgetCampaignGuestPayload { done: false, errors: vec![error.into()] },
        })
    }
}

/// Whose name and address are forgotten.
#[derive(InputObject)]
struct ForgetCampaignGuestInput {
    /// What the link in the mail carries.
    link: String,
}

/// What came of it.
#[derive(SimpleObject)]
struct ForgetCampaignGuestPayload {
    /// Whether they are forgotten.
    done: bool,
    /// Why nobody was.
    errors: Vec<ForgetCampaignGuestError>,
}
