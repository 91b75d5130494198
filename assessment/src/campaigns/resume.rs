//! Taking answers again.

use kernel::{Answer, Call, CampaignId};

use super::{State, asking, campaign::Model, is_going, moved};

const ACTION: &str = "resumeCampaign";

kernel::problems! {
    /// Why a campaign does not go on.
    ResumeError as ResumeCampaignError, ResumeCampaignErrorCode {
        /// It does not exist for you.
        NoSuchCampaign => ("campaign", "There is no such campaign."),
        /// It was changed a moment ago: read it again.
        Stale => ("campaign", "It was changed in the meantime."),
        /// It was not launched, or is over.
        NotGoing => ("campaign", "It was not launched, or is over."),
    }
}

/// Done again, it changes nothing.
pub async fn resume(call: &Call, id: CampaignId) -> Answer<Result<Model, ResumeError>> {
    let Some(row) = asking(call, id, ACTION).await? else {
        return Ok(Err(ResumeError::NoSuchCampaign));
    };
    if !is_going(&row, call.clock.now()) {
        return Ok(Err(ResumeError::NotGoing));
    }
    if row.state == State::Live {
        return Ok(Ok(row));
    }
    let next =
        Model { state: State::Live, paused_at: None, version: row.version + 1, ..row.clone() };
    let told = moved(call, &row, next, ACTION, vec![]).await?;
    Ok(told.ok_or(ResumeError::Stale))
}
