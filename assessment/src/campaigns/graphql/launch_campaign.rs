use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, CampaignId, Ref};

use super::{audience, fed, id};
use crate::campaigns::{
    launch::{LaunchCampaignError, launch},
    loader::Loaders,
};

#[derive(Default)]
pub struct LaunchCampaign;

#[Object]
impl LaunchCampaign {
    /// Invites whom a draft asks. Who that is, and what is known of them, is frozen; from now on
    /// neither questions nor promises change. Of an anonymous campaign, attributes are left out or
    /// made coarse until enough of the invited share what stands on an answer. For who made it,
    /// and for administrators of everybody.
    async fn launch_campaign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: LaunchCampaignInput,
    ) -> Answer<LaunchCampaignPayload> {
        Loaders::of(ctx).forget();
        let (id, version) = (id(&input.campaign)?, input.version);
        Ok(match launch(Call::of(ctx), audience(ctx), id, version).await? {
            Ok(row) => LaunchCampaignPayload { campaign: Some(fed(ctx, row)), errors: vec![] },
            Err(error) => LaunchCampaignPayload { campaign: None, errors: vec![error.into()] },
        })
    }
}

/// Which draft is launched.
#[derive(InputObject)]
struct LaunchCampaignInput {
    /// Which.
    campaign: ID,
    /// As you read it: what you read is what is asked.
    version: i64,
}

/// What came of it.
#[derive(SimpleObject)]
struct LaunchCampaignPayload {
    /// As it is now; null, if it was not launched.
    campaign: Option<Ref<CampaignId>>,
    /// Why it was not launched.
    errors: Vec<LaunchCampaignError>,
}
