use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, CampaignId, Ref};

use super::{audience, content::CampaignContentInput, fed, id};
use crate::campaigns::{
    loader::Loaders,
    update::{Update, UpdateCampaignError, update},
};

#[derive(Default)]
pub struct UpdateCampaign;

#[Object]
impl UpdateCampaign {
    /// Writes a draft anew, whole. For who made it, and for administrators of everybody.
    async fn update_campaign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: UpdateCampaignInput,
    ) -> Answer<UpdateCampaignPayload> {
        Loaders::of(ctx).forget();
        let new = Update {
            campaign: id(&input.campaign)?,
            version: input.version,
            content: input.content.try_into()?,
        };
        Ok(match update(Call::of(ctx), audience(ctx), new).await? {
            Ok(row) => UpdateCampaignPayload { campaign: Some(fed(ctx, row)), errors: vec![] },
            Err(errors) => {
                let errors = errors.into_iter().map(Into::into).collect();
                UpdateCampaignPayload { campaign: None, errors }
            }
        })
    }
}

/// What is changed.
#[derive(InputObject)]
struct UpdateCampaignInput {
    /// Which draft.
    campaign: ID,
    /// As you read it.
    version: i64,
    /// In place of all it said.
    content: CampaignContentInput,
}

/// What came of it.
#[derive(SimpleObject)]
struct UpdateCampaignPayload {
    /// As it is now; null, if it was not changed.
    campaign: Option<Ref<CampaignId>>,
    /// Why it was not changed.
    errors: Vec<UpdateCampaignError>,
}
