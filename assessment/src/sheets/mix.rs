//! Mixing sheets without a name, now and then: what was written alone does not lie there as it
//! came.

use kernel::{Answer, Call, CampaignId, OrganizationId};

use super::repo::{
    drafts,
    lock::{With, hold},
};

/// Where there are any.
pub async fn unsettled_unchecked(call: &Call) -> Answer<Vec<(OrganizationId, CampaignId)>> {
    Ok(drafts::campaigns_unchecked(&call.db).await?)
}

/// On SQLite there is nothing to mix: rows lie in the order of their keys.
pub async fn mix(call: &Call, organization: OrganizationId, campaign: CampaignId) -> Answer<()> {
    if !call.db.is_postgres() {
        return Ok(());
    }
    let tx = call.db.begin().await?;
    hold(&tx, organization, campaign, With::Nobody).await?;
    drafts::mix(&tx, organization, campaign, None).await?;
    Ok(tx.commit().await?)
}
