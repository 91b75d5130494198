use async_graphql::{Context, SimpleObject};
use kernel::{Answer, CampaignId, Date, Ref};

use super::statistic::NumberStatistic;
use crate::{
    dashboards::{loader::Read, scene::Scene},
    disclosure::Measure,
};

/// One round of a series. Each is a period of its own: nothing is shown of the one that runs.
#[derive(SimpleObject)]
pub(crate) struct TrendPoint {
    /// The round's campaign.
    campaign: Ref<CampaignId>,
    /// From 1.
    round: i64,
    /// The day it was closed; null while it runs.
    closed_on: Option<Date>,
    /// Engagement, by each one's score, 0 to 100.
    engagement: NumberStatistic,
    /// How many answered.
    respondents: NumberStatistic,
}

pub(super) async fn trend(ctx: &Context<'_>, scene: &Scene) -> Answer<Vec<TrendPoint>> {
    let rounds = scene.rounds(&Read::of(ctx)).await?;
    let point = |it: Scene| TrendPoint {
        campaign: Ref(it.stage.campaign.id),
        round: it.stage.campaign.round,
        closed_on: it.stage.campaign.closed_on.map(Date),
        engagement: it.outcome(&Measure::FactorMean).into(),
        respondents: it.tell(None, &Measure::Respondents).into(),
    };
    Ok(rounds.into_iter().map(point).collect())
}
