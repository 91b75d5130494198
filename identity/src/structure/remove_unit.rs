//! A unit that is no more.

use kernel::{Answer, Call, Fault, UnitId, audit::Entry};

use super::home_of_unit;
use crate::{organization::require_manager_still, repo};

const ACTION: &str = "removeUnit";

kernel::problems! {
    /// Why the unit stays.
    NotRemoved as RemoveUnitError, RemoveUnitErrorCode {
        /// Somebody else was faster.
        Stale => ("version", "Somebody changed the unit meanwhile; read it again."),
        /// Move its members first, also those who are invited or suspended.
        HasMembers => ("unit", "It has members; move them first."),
        /// Move or remove its parts first.
        HasParts => ("unit", "It has parts; move or remove them first."),
    }
}

/// What was written to it stays; nobody administers it any more.
pub async fn remove_unit(
    call: &Call,
    unit: UnitId,
    read: Option<i64>,
) -> Answer<Result<UnitId, NotRemoved>> {
    let organization = home_of_unit(call, unit, ACTION).await?;
    let tx = call.db.begin().await?;
    let version = repo::directory::raise_version(&tx, organization).await?;
    let tx = require_manager_still(call, tx, organization, ACTION).await?;
    let units = repo::structure::units(&tx, organization).await?;
    let Some(row) = units.iter().find(|it| it.id == unit) else {
        tx.rollback().await?;
        return Err(Fault::not_found());
    };
    let refused = if read.is_some_and(|read| read != row.changed_in) {
        Some(NotRemoved::Stale)
    } else if units.iter().any(|it| it.parent_id == Some(unit)) {
        Some(NotRemoved::HasParts)
    } else {
        let members = repo::structure::count_in_unit(&tx, organization, unit).await?;
        (members > 0).then_some(NotRemoved::HasMembers)
    };
    if let Some(refused) = refused {
        tx.rollback().await?;
        return Ok(Err(refused));
    }
    repo::structure::remove_unit(&tx, organization, unit, version).await?;
    tx.write(Entry::done(organization, ACTION, unit).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(unit))
}
