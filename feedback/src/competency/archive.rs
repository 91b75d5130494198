//! Giving no more marks for a competency.

use kernel::{Answer, Call, CompetencyId, audit};

use super::found;
use crate::{entity::competency::Model, repo::write};

const ACTION: &str = "archiveCompetency";

kernel::problems! {
    /// Why a competency was not archived.
    ArchiveError as ArchiveCompetencyError, ArchiveCompetencyErrorCode {
        /// It does not exist for you.
        NoSuchCompetency => ("competency", "There is no such competency."),
    }
}

/// Marks given before stay. Done again, it changes nothing.
pub async fn archive(call: &Call, id: CompetencyId) -> Answer<Result<Model, ArchiveError>> {
    let Some(row) = found(call, id, ACTION).await? else {
        return Ok(Err(ArchiveError::NoSuchCompetency));
    };
    if row.archived {
        return Ok(Ok(row));
    }
    let next = Model { archived: true, version: row.version + 1, ..row };
    let entry = audit::Entry::done(next.organization_id, ACTION, next.id);
    call.db.write_all(vec![write::competency_archived(&next), entry.by(call)]).await?;
    Ok(Ok(next))
}
