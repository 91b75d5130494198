//! Mixing what waits, now and then: what came in alone does not lie there as it came.

use kernel::{Answer, Call, OrganizationId};

use super::repo::pool;

pub async fn mix(call: &Call, organization: OrganizationId) -> Answer<()> {
    let tx = call.db.begin().await?;
    pool::mix(&tx, &call.clock, organization).await?;
    Ok(tx.commit().await?)
}
