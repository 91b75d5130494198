use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, CampaignId, Ref};

use super::{audience, content::CampaignContentInput, id, key, made};
use crate::campaigns::{
    create::{Create, CreateCampaignError, create},
    loader::Loaders,
};

#[derive(Default)]
pub struct CreateCampaign;

#[Object]
impl CreateCampaign {
    /// Begins a campaign: a draft, which asks nobody until `launchCampaign`. Administrators ask
    /// those in their scope, coaches clients whose results they are granted, and everybody may ask
    /// themself; the latter two under names.
    async fn create_campaign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is begun.")] input: CreateCampaignInput,
    ) -> Answer<CreateCampaignPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key)?;
        let (organization, content) = (id(&input.organization)?, input.content.try_into()?);
        let new = Create { organization, content };
        Ok(match create(Call::of(ctx), audience(ctx), new, key).await? {
            Ok(it) => CreateCampaignPayload { campaign: made(ctx, it).await?, errors: vec![] },
            Err(errors) => {
                let errors = errors.into_iter().map(Into::into).collect();
                CreateCampaignPayload { campaign: None, errors }
            }
        })
    }
}

/// What is begun.
#[derive(InputObject)]
struct CreateCampaignInput {
    /// Where.
    organization: ID,
    /// What it says and asks.
    content: CampaignContentInput,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input begin it once.
    idempotency_key: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct CreateCampaignPayload {
    /// The draft; null, if none was begun.
    campaign: Option<Ref<CampaignId>>,
    /// Why none was begun.
    errors: Vec<CreateCampaignError>,
}
