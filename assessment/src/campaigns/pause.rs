//! Taking no answers for a while.

use kernel::{Answer, Call, CampaignId};

use super::{State, campaign::Model, is_going, managed, moved};

const ACTION: &str = "pauseCampaign";

kernel::problems! {
    /// Why a campaign goes on.
    PauseError as PauseCampaignError, PauseCampaignErrorCode {
        /// It does not exist for you.
        NoSuchCampaign => ("campaign", "There is no such campaign."),
        /// It was changed a moment ago: read it again.
        Stale => ("campaign", "It was changed in the meantime."),
        /// It was not launched, or is over.
        NotGoing => ("campaign", "It was not launched, or is over."),
    }
}

/// Nobody is reminded meanwhile; it closes as it would have. Done again, it changes nothing. It
/// needs no licence.
pub async fn pause(call: &Call, id: CampaignId) -> Answer<Result<Model, PauseError>> {
    let Some(row) = managed(call, id, ACTION).await? else {
        return Ok(Err(PauseError::NoSuchCampaign));
    };
    let now = call.clock.now();
    if !is_going(&row, now) {
        return Ok(Err(PauseError::NotGoing));
    }
    if row.state == State::Paused {
        return Ok(Ok(row));
    }
    let next = Model {
        state: State::Paused,
        paused_at: Some(now),
        version: row.version + 1,
        ..row.clone()
    };
    let told = moved(call, &row, next, ACTION, vec![]).await?;
    Ok(told.ok_or(PauseError::Stale))
}
