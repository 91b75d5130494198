//! Showing less than people were told: a threshold only rises.

use kernel::{Answer, Call, CampaignId};

use super::{campaign::Model, content::is_threshold, is_going, licensed, moved};

const ACTION: &str = "raiseCampaignThreshold";

kernel::problems! {
    /// Why the threshold stays.
    RaiseError as RaiseCampaignThresholdError, RaiseCampaignThresholdErrorCode {
        /// It does not exist for you.
        NoSuchCampaign => ("campaign", "There is no such campaign."),
        /// It was changed a moment ago: read it again.
        Stale => ("campaign", "It was changed in the meantime."),
        /// It was not launched, or is over: what is shown of it is decided once.
        NotGoing => ("campaign", "It was not launched, or is over."),
        /// It is lower than the one people were told.
        NotHigher => ("threshold", "A threshold only rises."),
        /// It is above 100.
        ThresholdInvalid => ("threshold", "A threshold is 3 to 100."),
    }
}

/// Done again, it changes nothing.
pub async fn raise(
    call: &Call,
    id: CampaignId,
    threshold: i64,
) -> Answer<Result<Model, RaiseError>> {
    let Some(row) = licensed(call, id, ACTION).await? else {
        return Ok(Err(RaiseError::NoSuchCampaign));
    };
    if !is_going(&row, call.clock.now()) {
        return Ok(Err(RaiseError::NotGoing));
    }
    if threshold < row.threshold {
        return Ok(Err(RaiseError::NotHigher));
    }
    if !is_threshold(threshold) {
        return Ok(Err(RaiseError::ThresholdInvalid));
    }
    if threshold == row.threshold {
        return Ok(Ok(row));
    }
    let next = Model { threshold, version: row.version + 1, ..row.clone() };
    let told = moved(call, &row, next, ACTION, vec![]).await?;
    Ok(told.ok_or(RaiseError::Stale))
}
