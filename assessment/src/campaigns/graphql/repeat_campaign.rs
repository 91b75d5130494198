use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Answer, Call, CampaignId, Ref};

use super::{audience, id, key, made};
use crate::campaigns::{
    loader::Loaders,
    repeat::{Repeat, RepeatCampaignError, repeat},
};

#[derive(Default)]
pub struct RepeatCampaign;

#[Object]
impl RepeatCampaign {
    /// Begins the next round of a campaign: a draft with the same questions, for whoever is in the
    /// same units, groups and places when it is launched. For who made it, and for administrators
    /// of everybody.
    async fn repeat_campaign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and when.")] input: RepeatCampaignInput,
    ) -> Answer<RepeatCampaignPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key)?;
        let new = Repeat {
            campaign: id(&input.campaign)?,
            opens_at: input.opens_at,
            closes_at: input.closes_at,
        };
        Ok(match repeat(Call::of(ctx), audience(ctx), new, key).await? {
            Ok(it) => RepeatCampaignPayload { campaign: made(ctx, it).await?, errors: vec![] },
            Err(error) => RepeatCampaignPayload { campaign: None, errors: vec![error.into()] },
        })
    }
}

/// Which campaign is repeated, and when.
#[derive(InputObject)]
struct RepeatCampaignInput {
    /// Which: the last of its series.
    campaign: ID,
    /// From when on the next round takes answers.
    opens_at: DateTime<Utc>,
    /// Until when; at most 366 days.
    closes_at: DateTime<Utc>,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input begin it once.
    idempotency_key: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct RepeatCampaignPayload {
    /// The draft of the next round; null, if none was begun.
    campaign: Option<Ref<CampaignId>>,
    /// Why none was begun.
    errors: Vec<RepeatCampaignError>,
}
