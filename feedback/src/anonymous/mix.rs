//! Mixing what waits, now and then: what came in alone does not lie there as it came.

use kernel::{Answer, Call, OrganizationId};

use super::repo::pool;

/// On SQLite there is nothing to mix: rows lie in the order of their keys.
pub async fn mix(call: &Call, organization: OrganizationId) -> Answer<()> {
    if !call.db.is_postgres() {
        return Ok(());
    }
    let tx = call.db.begin().await?;
    pool::mix(&tx, &call.clock, organization).await?;
    Ok(tx.commit().await?)
}
