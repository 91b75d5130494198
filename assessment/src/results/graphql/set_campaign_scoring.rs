use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, CampaignId, Ref};

use super::id;
use crate::{
    instruments::graphql::to_readers_of_instruments,
    results::choose::{Choose, SetCampaignScoringError, choose},
};

#[derive(Default)]
pub struct SetCampaignScoring;

#[Object]
impl SetCampaignScoring {
    /// Visible to administrators and coaches. Says how a campaign that is a draft is scored: by
    /// which algorithm of the organisation, and beside which group of the instrument. What is not
    /// said is as the instrument says: by its keys, beside its first group.
    #[graphql(visible = "to_readers_of_instruments")]
    async fn set_campaign_scoring(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How.")] input: SetCampaignScoringInput,
    ) -> Answer<SetCampaignScoringPayload> {
        let campaign = id(&input.campaign)?;
        let algorithm = input.algorithm.as_ref().map(id).transpose()?;
        let how = Choose { campaign, algorithm, group: input.norm_group };
        Ok(match choose(Call::of(ctx), how).await? {
            Ok(id) => SetCampaignScoringPayload { campaign: Some(Ref(id)), errors: vec![] },
            Err(error) => SetCampaignScoringPayload { campaign: None, errors: vec![error.into()] },
        })
    }
}

/// How a campaign is scored.
#[derive(InputObject)]
struct SetCampaignScoringInput {
    /// Which; a draft.
    campaign: ID,
    /// An active algorithm of the organisation; the keys of the instrument, if nothing is said.
    algorithm: Option<ID>,
    /// The code of a group of the instrument; its first, if nothing is said.
    norm_group: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct SetCampaignScoringPayload {
    /// The campaign; null, if nothing was chosen.
    campaign: Option<Ref<CampaignId>>,
    /// Why nothing was chosen.
    errors: Vec<SetCampaignScoringError>,
}
