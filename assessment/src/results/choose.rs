//! How a campaign is scored, before it is launched: by an algorithm of the organisation, beside a
//! group of the instrument.

use kernel::{AlgorithmId, Answer, Call, CampaignId, Fault, Place, Role, audit};

use super::{
    entity::scoring,
    outcome::group,
    repo::{self, write},
};
use crate::{
    algorithms,
    campaigns::{Origin, State, campaign},
};

const ACTION: &str = "setCampaignScoring";

/// What is chosen; what is not, is as the instrument says.
#[derive(Clone, Debug)]
pub struct Choose {
    pub campaign: CampaignId,
    pub algorithm: Option<AlgorithmId>,
    /// The code of a group of the instrument.
    pub group: Option<String>,
}

kernel::problems! {
    /// Why it was not chosen how a campaign is scored.
    ChooseError as SetCampaignScoringError, SetCampaignScoringErrorCode {
        /// It does not exist for you, or you may not change it.
        NoSuchCampaign => ("campaign", "There is no such campaign."),
        /// It was launched: how it is scored stays.
        NotADraft => ("campaign", "It was launched before."),
        /// It was changed meanwhile: choose again.
        Stale => ("campaign", "It was changed in the meantime."),
        /// There is no such algorithm in this organisation, or it is retired.
        NoSuchAlgorithm => ("algorithm", "There is no such algorithm."),
        /// The instrument has no norms of such a group.
        NoSuchGroup => ("normGroup", "There is no such group."),
    }
}

/// In place of what was chosen before.
pub async fn choose(call: &Call, input: Choose) -> Answer<Result<CampaignId, ChooseError>> {
    call.viewer.signed()?;
    let found = repo::campaign_unchecked(&call.db, &call.viewer, input.campaign).await?;
    let place = found.as_ref().and_then(|it| call.viewer.within(it.organization_id));
    let (Some(campaign), Some(place)) = (found, place) else {
        return Ok(Err(ChooseError::NoSuchCampaign));
    };
    if !may_choose(place, &campaign) {
        return Ok(Err(ChooseError::NoSuchCampaign));
    }
    audit::licensed(call, campaign.organization_id, ACTION).await?;
    if campaign.state != State::Draft {
        return Ok(Err(ChooseError::NotADraft));
    }
    if let Some(id) = input.algorithm
        && !algorithms::is_active(call, campaign.organization_id, id).await?
    {
        return Ok(Err(ChooseError::NoSuchAlgorithm));
    }
    if let Some(asked) = &input.group
        && !has_group(call, &campaign, asked).await?
    {
        return Ok(Err(ChooseError::NoSuchGroup));
    }
    let row = scoring::Model {
        organization_id: campaign.organization_id,
        campaign_id: campaign.id,
        algorithm_id: input.algorithm,
        norm_group: input.group,
    };
    let tx = call.db.begin().await?;
    // Changed, launched or deleted by another request, a moment ago.
    if tx.write(write::still_a_draft(&campaign)).await? == 0 {
        tx.rollback().await?;
        let found = repo::campaign_unchecked(&call.db, &call.viewer, campaign.id).await?;
        return Ok(Err(match found.map(|it| it.state) {
            None => ChooseError::NoSuchCampaign,
            Some(State::Draft) => ChooseError::Stale,
            Some(_) => ChooseError::NotADraft,
        }));
    }
    tx.write(write::scored(&row)).await?;
    tx.write(audit::Entry::done(campaign.organization_id, ACTION, campaign.id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(campaign.id))
}

/// Whoever made it, while they may ask others; and administrators of everybody, but of what
/// somebody asks themself.
fn may_choose(place: &Place, campaign: &campaign::Model) -> bool {
    let asks = place.roles.has(Role::Administrator) || place.is_coach();
    let leads = place.administers_all() && campaign.origin != Origin::Person;
    leads || asks && campaign.created_by == place.member
}

async fn has_group(call: &Call, campaign: &campaign::Model, asked: &str) -> Answer<bool> {
    let of = vec![(campaign.organization_id, campaign.instrument_id)];
    let texts = repo::documents_unchecked(&call.db, of).await?;
    let text = texts.into_iter().next().ok_or_else(Fault::not_found)?.document;
    let document = serde_json::from_str(&text).map_err(|error| Fault::internal(&error))?;
    Ok(group(&document, Some(asked)).is_some())
}
