//! Closing later than people were told.

use chrono::{DateTime, Utc};
use kernel::{Answer, Call, CampaignId};

use super::{
    asking,
    campaign::Model,
    content::is_window,
    is_going, moved,
    repo::{reminders::once_more, write},
    schedule,
};

const ACTION: &str = "extendCampaign";

kernel::problems! {
    /// Why a campaign closes when it would have.
    ExtendError as ExtendCampaignError, ExtendCampaignErrorCode {
        /// It does not exist for you.
        NoSuchCampaign => ("campaign", "There is no such campaign."),
        /// It was changed a moment ago: read it again.
        Stale => ("campaign", "It was changed in the meantime."),
        /// It was not launched, or is over: the close is final.
        NotGoing => ("campaign", "It was not launched, or is over; repeat it."),
        /// It is not later than the close of now, or more than 366 days away.
        NotLater => ("closesAt", "It closes later than before, and at most 366 days on."),
    }
}

/// Only before it is over: the close is final.
pub async fn extend(
    call: &Call,
    id: CampaignId,
    closes_at: DateTime<Utc>,
) -> Answer<Result<Model, ExtendError>> {
    let Some(row) = asking(call, id, ACTION).await? else {
        return Ok(Err(ExtendError::NoSuchCampaign));
    };
    let now = call.clock.now();
    if !is_going(&row, now) {
        return Ok(Err(ExtendError::NotGoing));
    }
    if closes_at <= row.closes_at || !is_window(row.opens_at, closes_at, now) {
        return Ok(Err(ExtendError::NotLater));
    }
    let next = Model { closes_at, version: row.version + 1, ..row.clone() };
    let mut follows = vec![write::links_until(&next, schedule::link_until(closes_at))];
    let last = schedule::last(closes_at);
    if last > now {
        follows.push(once_more(&next, schedule::last(row.closes_at), last));
    }
    let told = moved(call, &row, next, ACTION, follows).await?;
    Ok(told.ok_or(ExtendError::Stale))
}
