use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Answer, Call, CampaignId, Ref};

use super::{fed, id};
use crate::campaigns::{
    close::{CloseCampaignError, close},
    extend::{ExtendCampaignError, extend},
    loader::Loaders,
    pause::{PauseCampaignError, pause},
    raise::{RaiseCampaignThresholdError, raise},
    resume::{ResumeCampaignError, resume},
};

#[derive(Default)]
pub struct ChangeCampaign;

/// A payload of a campaign as it is now, or of why it is not.
macro_rules! told {
    ($payload:ident, $ctx:ident, $answer:expr) => {
        Ok(match $answer {
            Ok(row) => $payload { campaign: Some(fed($ctx, row)), errors: vec![] },
            Err(error) => $payload { campaign: None, errors: vec![error.into()] },
        })
    };
}

#[Object]
impl ChangeCampaign {
    /// Takes no answers for a while; nobody is reminded meanwhile, and it closes as it would have.
    /// Once more changes nothing.
    async fn pause_campaign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: PauseCampaignInput,
    ) -> Answer<PauseCampaignPayload> {
        Loaders::of(ctx).forget();
        told!(PauseCampaignPayload, ctx, pause(Call::of(ctx), id(&input.campaign)?).await?)
    }

    /// Takes answers again. Once more changes nothing.
    async fn resume_campaign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ResumeCampaignInput,
    ) -> Answer<ResumeCampaignPayload> {
        Loaders::of(ctx).forget();
        told!(ResumeCampaignPayload, ctx, resume(Call::of(ctx), id(&input.campaign)?).await?)
    }

    /// Closes later than people were told; only before the close, which is final.
    async fn extend_campaign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and until when.")] input: ExtendCampaignInput,
    ) -> Answer<ExtendCampaignPayload> {
        Loaders::of(ctx).forget();
        let told = extend(Call::of(ctx), id(&input.campaign)?, input.closes_at).await?;
        told!(ExtendCampaignPayload, ctx, told)
    }

    /// Shows less than people were told: of fewer respondents than this nothing. It only rises.
    async fn raise_campaign_threshold(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which, and to what.")] input: RaiseCampaignThresholdInput,
    ) -> Answer<RaiseCampaignThresholdPayload> {
        Loaders::of(ctx).forget();
        let told = raise(Call::of(ctx), id(&input.campaign)?, input.threshold).await?;
        told!(RaiseCampaignThresholdPayload, ctx, told)
    }

    /// Takes no answer any more, for good. Once more changes nothing.
    async fn close_campaign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: CloseCampaignInput,
    ) -> Answer<CloseCampaignPayload> {
        Loaders::of(ctx).forget();
        told!(CloseCampaignPayload, ctx, close(Call::of(ctx), id(&input.campaign)?).await?)
    }
}

/// Which campaign is paused.
#[derive(InputObject)]
struct PauseCampaignInput {
    /// Which.
    campaign: ID,
}

/// Which campaign goes on.
#[derive(InputObject)]
struct ResumeCampaignInput {
    /// Which.
    campaign: ID,
}

/// Which campaign closes later.
#[derive(InputObject)]
struct ExtendCampaignInput {
    /// Which.
    campaign: ID,
    /// Until when, at most 366 days.
    closes_at: DateTime<Utc>,
}

/// Of which campaign less is shown.
#[derive(InputObject)]
struct RaiseCampaignThresholdInput {
    /// Which.
    campaign: ID,
    /// Higher than now, at most 100.
    threshold: i64,
}

/// Which campaign is closed.
#[derive(InputObject)]
struct CloseCampaignInput {
    /// Which.
    campaign: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct PauseCampaignPayload {
    /// As it is now; null, if it goes on.
    campaign: Option<Ref<CampaignId>>,
    /// Why it goes on.
    errors: Vec<PauseCampaignError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct ResumeCampaignPayload {
    /// As it is now; null, if it does not go on.
    campaign: Option<Ref<CampaignId>>,
    /// Why it does not go on.
    errors: Vec<ResumeCampaignError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct ExtendCampaignPayload {
    /// As it is now; null, if it closes when it would have.
    campaign: Option<Ref<CampaignId>>,
    /// Why it closes when it would have.
    errors: Vec<ExtendCampaignError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct RaiseCampaignThresholdPayload {
    /// As it is now; null, if the threshold stays.
    campaign: Option<Ref<CampaignId>>,
    /// Why the threshold stays.
    errors: Vec<RaiseCampaignThresholdError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct CloseCampaignPayload {
    /// As it is now; null, if it was not closed.
    campaign: Option<Ref<CampaignId>>,
    /// Why it was not closed.
    errors: Vec<CloseCampaignError>,
}
