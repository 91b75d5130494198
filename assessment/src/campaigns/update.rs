//! Writing a draft anew.

use kernel::{Answer, Call, CampaignId, audit};
use sea_orm::ConnectionTrait;

use super::{
    Audience, Content, Mode, State,
    campaign::Model,
    content::{Sound, Wrong, sound},
    licensed,
    repo::{invitations::guests_unchecked, scoring, write},
};

#[derive(Clone, Debug)]
pub struct Update {
    pub campaign: CampaignId,
    /// As it was read.
    pub version: i64,
    /// In place of all it said.
    pub content: Content,
}

const ACTION: &str = "updateCampaign";

kernel::problems! {
    /// Why a campaign was not changed.
    UpdateError as UpdateCampaignError, UpdateCampaignErrorCode {
        /// It does not exist for you.
        NoSuchCampaign => ("campaign", "There is no such campaign."),
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// What was launched stays as people were told.
        NotADraft => ("campaign", "It was launched and stays as it is."),
        /// It does not exist there, or is not published.
        NoSuchInstrument => ("content.instrument", "There is no such instrument."),
        /// Its results are talked over before they are shown: nobody asks themself with it.
        DebriefNeeded => ("content.instrument", "Its results are talked over first: nobody asks themself with it."),
        /// The name says nothing, has more than 200 characters or more than one line.
        NameInvalid => ("content.name", "A name has 1 to 200 characters on one line."),
        /// The purpose says nothing or has more than 2,000 characters.
        PurposeInvalid => ("content.purpose", "A purpose has 1 to 2,000 characters."),
        /// It is below 3 or above 100.
        ThresholdInvalid => ("content.threshold", "A threshold is 3 to 100."),
        /// It closes before it opens, is over, or is open for more than 366 days.
        WindowInvalid => ("content.closesAt", "It closes after it opens, later than now, and at most 366 days on."),
        /// One stands there twice, or there are more than 40.
        LanguagesInvalid => ("content.languages", "Name each language once, at most 40."),
        /// Whom to ask for help does not exist for you, or takes no part at present.
        NoSuchContact => ("content.contact", "There is no such member to ask for help."),
        /// The instrument has no such role.
        NoSuchRole => ("content.role", "The instrument has no such role."),
        /// One of them does not exist for you there.
        NoSuchTarget => ("content.audience", "There is no such unit, group or member."),
        /// Administrators ask those in their scope, coaches their clients, everybody themself.
        NotYours => ("content.audience", "One asks those in one's scope, one's clients, or oneself."),
        /// Coaches' clients, guests and oneself are asked under their names.
        OnlyIdentified => ("content.mode", "Here people are asked under their names."),
        /// There are more than 250.
        TooManyTargets => ("content.audience", "Name at most 250 units, groups and members."),
        /// One stands there twice.
        AttributesInvalid => ("content.attributes", "Name each attribute once."),
    }
}

/// Of two changes at once one is kept and the other told that it is stale.
pub async fn update(
    call: &Call,
    audience: &dyn Audience,
    input: Update,
) -> Answer<Result<Model, Vec<UpdateError>>> {
    let refused = |error| Ok(Err(vec![error]));
    let Some(row) = licensed(call, input.campaign, ACTION).await? else {
        return refused(UpdateError::NoSuchCampaign);
    };
    if row.state != State::Draft {
        return refused(UpdateError::NotADraft);
    }
    if row.version != input.version {
        return refused(UpdateError::Stale);
    }
    let place = call.viewer.place(row.organization_id)?;
    let fresh = match sound(call, place, audience, input.content).await? {
        Ok(fresh) => fresh,
        Err(wrong) => return Ok(Err(wrong.into_iter().map(Into::into).collect())),
    };
    // What it is stays: its id, its place in a series, who began it.
    let next = Model {
        id: row.id,
        series_id: row.series_id,
        previous_id: row.previous_id,
        round: row.round,
        created_by: row.created_by,
        created_at: row.created_at,
        version: row.version + 1,
        ..fresh.row.clone()
    };
    let tx = call.db.begin().await?;
    // By another request, a moment ago.
    if tx.write(write::changed(&next)).await? == 0 {
        tx.rollback().await?;
        return refused(UpdateError::Stale);
    }
    if next.mode != Mode::Identified && guests_unchecked(&tx, &next).await? > 0 {
        tx.rollback().await?;
        return refused(UpdateError::OnlyIdentified);
    }
    let draft = Sound { row: next, ..fresh };
    for write in write::emptied(draft.row.organization_id, draft.row.id) {
        tx.write(write).await?;
    }
    if draft.row.instrument_id != row.instrument_id {
        tx.write(scoring::ungrouped(&draft.row)).await?;
    }
    for write in write::parts(call.db.get_database_backend(), &draft) {
        tx.write(write).await?;
    }
    let entry = audit::Entry::done(draft.row.organization_id, ACTION, draft.row.id);
    tx.write(entry.by(call)).await?;
    tx.commit().await?;
    Ok(Ok(draft.row))
}

impl From<Wrong> for UpdateError {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::NoSuchInstrument => Self::NoSuchInstrument,
            Wrong::DebriefNeeded => Self::DebriefNeeded,
            Wrong::NameInvalid => Self::NameInvalid,
            Wrong::PurposeInvalid => Self::PurposeInvalid,
            Wrong::ThresholdInvalid => Self::ThresholdInvalid,
            Wrong::WindowInvalid => Self::WindowInvalid,
            Wrong::LanguagesInvalid => Self::LanguagesInvalid,
            Wrong::NoSuchContact => Self::NoSuchContact,
            Wrong::NoSuchRole => Self::NoSuchRole,
            Wrong::NoSuchTarget => Self::NoSuchTarget,
            Wrong::NotYours => Self::NotYours,
            Wrong::OnlyIdentified => Self::OnlyIdentified,
            Wrong::TooManyTargets => Self::TooManyTargets,
            Wrong::AttributesInvalid => Self::AttributesInvalid,
        }
    }
}
