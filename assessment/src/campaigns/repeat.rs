//! The next round of a campaign: the same questions, scored alike, to whoever is then in the same
//! audience.

use chrono::{DateTime, Utc};
use kernel::{Answer, Call, CampaignId, IdempotencyKey, Once, audit};
use sea_orm::ConnectionTrait;

use super::{
    Audience, Made, State, Target,
    campaign::Model,
    content::{Sound, is_window},
    create::before,
    licensed,
    promise::PROMISE,
    reach::{exists, origin},
    repo::{
        self,
        parts::{attributes_unchecked, targets_unchecked},
        scoring, write,
    },
};

#[derive(Clone, Debug)]
pub struct Repeat {
    pub campaign: CampaignId,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
}

const ACTION: &str = "repeatCampaign";

kernel::problems! {
    /// Why a campaign was not repeated.
    RepeatError as RepeatCampaignError, RepeatCampaignErrorCode {
        /// It does not exist for you.
        NoSuchCampaign => ("campaign", "There is no such campaign."),
        /// It is a draft.
        NotLaunched => ("campaign", "It was not launched."),
        /// There is a next round: repeat the last one.
        AlreadyRepeated => ("campaign", "There is a next round already."),
        /// It closes before it opens, is over, or is open for more than 366 days.
        WindowInvalid => ("closesAt", "It closes after it opens, later than now, and at most 366 days on."),
        /// Somebody of the audience is not yours to ask any more.
        NotYours => ("campaign", "Somebody of the audience is not yours to ask."),
    }
}

/// A draft, which can be changed before it is launched. What of the audience is gone is left out.
pub async fn repeat(
    call: &Call,
    audience: &dyn Audience,
    input: Repeat,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Made, RepeatError>> {
    let Some(row) = licensed(call, input.campaign, ACTION).await? else {
        return Ok(Err(RepeatError::NoSuchCampaign));
    };
    let (place, told) = (call.viewer.place(row.organization_id)?, format!("{input:?}"));
    let new = |key| Once::new(call, place.organization, ACTION, &key, &told);
    let once = key.map(new).transpose()?;
    if row.state == State::Draft {
        return Ok(Err(RepeatError::NotLaunched));
    }
    if repo::is_repeated_unchecked(&call.db, &row).await? {
        return Ok(before(call, once.as_ref()).await?.ok_or(RepeatError::AlreadyRepeated));
    }
    if !is_window(input.opens_at, input.closes_at, call.clock.now()) {
        return Ok(Err(RepeatError::WindowInvalid));
    }
    let targets = targets_unchecked(&call.db, &call.viewer, vec![row.id]).await?;
    let targets: Vec<_> = targets.iter().map(Target::of).collect();
    let there = |it: &Target| exists(audience, place.organization, *it);
    let targets: Vec<_> = targets.into_iter().filter(there).collect();
    let Ok(origin) = origin(place, audience, row.mode, &targets) else {
        return Ok(Err(RepeatError::NotYours));
    };
    let attributes = attributes_unchecked(&call.db, &call.viewer, vec![row.id]).await?;
    let next = Model {
        id: CampaignId(call.clock.id()),
        origin,
        created_by: place.member,
        ..following(call, &row, &input)
    };
    let attributes = attributes.into_iter().map(|it| it.attribute).collect();
    let draft = Sound { row: next, targets, attributes };
    let mut writes = write::created(call.db.get_database_backend(), &draft);
    writes.push(scoring::scored_alike(&draft.row, row.id));
    writes.push(audit::Entry::done(place.organization, ACTION, draft.row.id).by(call));
    let made = Once::make(once, call, writes, draft.row.id.0).await;
    // Another request was faster: a round is there once.
    if made.is_err() && repo::is_repeated_unchecked(&call.db, &row).await? {
        return Ok(Err(RepeatError::AlreadyRepeated));
    }
    let made = made?;
    let now = || Made::Now(Box::new(draft.row));
    Ok(Ok(made.map_or_else(now, |id| Made::Before(CampaignId(id)))))
}

fn following(call: &Call, row: &Model, input: &Repeat) -> Model {
    Model {
        state: State::Draft,
        opens_at: input.opens_at,
        closes_at: input.closes_at,
        previous_id: Some(row.id),
        round: row.round + 1,
        promise: PROMISE,
        invited: None,
        answered: None,
        created_at: call.clock.now(),
        launched_at: None,
        paused_at: None,
        closed_at: None,
        closed_on: None,
        version: 1,
        ..row.clone()
    }
}
