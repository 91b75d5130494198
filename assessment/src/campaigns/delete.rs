//! Throwing a draft away.

use kernel::{Answer, Call, CampaignId, audit};

use super::{
    State, managed,
    repo::{scoring, write},
};

const ACTION: &str = "deleteCampaign";

kernel::problems! {
    /// Why a campaign was not deleted.
    DeleteError as DeleteCampaignError, DeleteCampaignErrorCode {
        /// It does not exist for you.
        NoSuchCampaign => ("campaign", "There is no such campaign."),
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// What was launched stays; close it.
        NotADraft => ("campaign", "It was launched and stays."),
    }
}

/// Nothing of it is left but who did it. It needs no licence.
pub async fn delete(
    call: &Call,
    id: CampaignId,
    version: i64,
) -> Answer<Result<CampaignId, DeleteError>> {
    let Some(row) = managed(call, id, ACTION).await? else {
        return Ok(Err(DeleteError::NoSuchCampaign));
    };
    if row.state != State::Draft {
        return Ok(Err(DeleteError::NotADraft));
    }
    if row.version != version {
        return Ok(Err(DeleteError::Stale));
    }
    let tx = call.db.begin().await?;
    for write in write::emptied(row.organization_id, row.id) {
        tx.write(write).await?;
    }
    tx.write(write::uninvited(&row)).await?;
    tx.write(scoring::unscored(&row)).await?;
    // Changed by another request, a moment ago.
    if tx.write(write::deleted(&row)).await? == 0 {
        tx.rollback().await?;
        return Ok(Err(DeleteError::Stale));
    }
    tx.write(audit::Entry::done(row.organization_id, ACTION, row.id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(row.id))
}
