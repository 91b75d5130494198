//! A unit that is no more.

use kernel::{Answer, Call, Fault, UnitId, audit::Entry};

use super::home_of_unit;
use crate::repo;

kernel::problems! {
    /// Why the unit stays.
    NotRemoved as RemoveUnitError, RemoveUnitErrorCode {
        /// Move its members first, also those who are invited or suspended.
        HasMembers => ("unit", "It has members; move them first."),
        /// Move or remove its parts first.
        HasParts => ("unit", "It has parts; move or remove them first."),
    }
}

/// What was written to it stays; nobody administers it any more.
pub async fn remove_unit(call: &Call, unit: UnitId) -> Answer<Result<UnitId, NotRemoved>> {
    let organization = home_of_unit(call, unit).await?;
    let tx = call.db.begin().await?;
    let version = repo::directory::raise_version(&tx, organization).await?;
    let units = repo::structure::units(&tx, organization).await?;
    if units.iter().all(|it| it.id != unit) {
        tx.rollback().await?;
        return Err(Fault::not_found());
    }
    let refused = if units.iter().any(|it| it.parent_id == Some(unit)) {
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
    tx.write(Entry::done(organization, "removeUnit", unit).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(unit))
}
