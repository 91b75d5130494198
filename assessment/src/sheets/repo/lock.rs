//! Who may write on the sheets of a campaign at once. On SQLite there is one writer anyway.
//!
//! No lock on a row: it would leave the mark of whoever answers, and whoever closes a campaign would
//! wait for as long as anybody answers. These are given in the order in which they are asked for.

use kernel::{CampaignId, OrganizationId, Tx};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value, prelude::Uuid};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// Others who write on sheets of their own.
    Others,
    Nobody,
}

/// Held until the end of the transaction, and asked for before anything is read in it.
pub async fn hold(
    tx: &Tx,
    organization: OrganizationId,
    campaign: CampaignId,
    with: With,
) -> Result<(), DbErr> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let sql = match with {
        With::Others => "select 1 from pg_advisory_xact_lock_shared($1)",
        With::Nobody => "select 1 from pg_advisory_xact_lock($1)",
    };
    let values: [Value; 1] = [key(organization, campaign).into()];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    tx.query_all_raw(statement).await.map(drop)
}

fn key(organization: OrganizationId, campaign: CampaignId) -> i64 {
    let fold = |id: Uuid| {
        let (high, low) = id.as_u64_pair();
        high ^ low.rotate_left(17)
    };
    i64::from_ne_bytes((fold(organization.0) ^ fold(campaign.0).rotate_left(31)).to_ne_bytes())
}
