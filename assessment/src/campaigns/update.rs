//! Writing a draft anew.

use kernel::{Answer, Call, CampaignId, audit};
use sea_orm::ConnectionTrait;

use super::{
    Audience, Content, Mode, State,
    campaign::Model,
    content::{Sound, sound},
    licensed,
    repo::{invitations::guests_unchecked, scoring, write},
    wrong::content_problems,
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

content_problems! {
    /// Why a campaign was not changed.
    UpdateError as UpdateCampaignError, UpdateCampaignErrorCode {
        /// It does not exist for you.
        NoSuchCampaign => ("campaign", "There is no such campaign."),
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// What was launched stays as people were told.
        NotADraft => ("campaign", "It was launched and stays as it is."),
        /// Coaches' clients, guests and oneself are asked under their names.
        OnlyIdentified => ("content.mode", "Here people are asked under their names."),
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
