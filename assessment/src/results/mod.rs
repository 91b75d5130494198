//! What was answered under a name says, and who may know.
//!
//! A result is computed when a sheet is submitted, in the same transaction, and names all that it
//! came from: edition, digest of its keys, group, role, language and algorithm. It never changes;
//! a corrected key makes a new one beside it. Only answers that stand under a name make results.

pub mod choose;
pub mod compute;
pub(crate) mod entity;
pub mod graphql;
pub(crate) mod loader;
mod notice;
pub mod outcome;
mod policy;
pub mod recognise;
pub mod recompute;
pub mod release;
mod repo;
mod report;
#[cfg(feature = "testing")]
pub mod testing;

use kernel::{Answer, AssessmentResultId, Call, Write};

use self::policy::Side;
use crate::sheets::sheet;

pub use self::{
    compute::{Submitted, VALID_MONTHS, computed},
    entity::{
        reading::{self, Part},
        recognition,
        result::{self, Failure},
    },
    loader::IN_BULK,
    policy::Companies,
};

/// What belongs to the transaction that withdraws a sheet: nothing that was computed of it stays.
pub fn forgotten(sheet: &sheet::Model) -> Vec<Write> {
    repo::write::forgotten(sheet)
}

/// The result, if it exists for who asks, and by which right it does.
async fn seen(
    call: &Call,
    companies: &Companies,
    id: AssessmentResultId,
) -> Answer<Option<(result::Model, Side)>> {
    call.viewer.signed()?;
    let row = repo::by_id(&call.db, &call.viewer, companies, id).await?;
    Ok(row.and_then(|row| {
        let side = policy::side(&call.viewer, companies, &row)?;
        Some((row, side))
    }))
}
