//! A unit under another name or code, or as a part of another unit.

use std::collections::HashMap;

use kernel::{Answer, Call, Fault, UnitId, audit::Entry};

use super::{code, home_of_unit, name};
use crate::{account::Change, entity::unit::Model, organization::require_manager_still, repo};

/// What is not given stays as it is.
#[derive(Debug)]
pub struct UpdateUnit {
    pub unit: UnitId,
    /// As it was read; if given, an older one is refused.
    pub version: Option<i64>,
    pub name: Option<String>,
    pub code: Option<String>,
    pub parent: Change<UnitId>,
}

const ACTION: &str = "updateUnit";

kernel::problems! {
    /// Why the unit stays.
    NotUpdated as UpdateUnitError, UpdateUnitErrorCode {
        /// Somebody else was faster.
        Stale => ("version", "Somebody changed the unit meanwhile; read it again."),
        /// It has 1 to 200 characters on one line.
        NameInvalid => ("name", "A unit's name has 1 to 200 characters."),
        /// It has 1 to 50 characters on one line.
        CodeInvalid => ("code", "A unit's code has 1 to 50 characters."),
        /// Another unit has it.
        CodeTaken => ("code", "Another unit has this code."),
        /// There is no such unit to be a part of.
        NoSuchParent => ("parent", "There is no such unit."),
        /// A unit is no part of itself, nor of its own parts.
        Cycle => ("parent", "A unit cannot be a part of itself or of its own parts."),
    }
}

/// Moved with everything below it; who administers the units above administers it from now on.
pub async fn update_unit(call: &Call, input: UpdateUnit) -> Answer<Result<UnitId, NotUpdated>> {
    let (organization, id) = (home_of_unit(call, input.unit, ACTION).await?, input.unit);
    let tx = call.db.begin().await?;
    let version = repo::directory::raise_version(&tx, organization).await?;
    let tx = require_manager_still(call, tx, organization, ACTION).await?;
    let units = repo::structure::units(&tx, organization).await?;
    let Some(unit) = units.iter().find(|unit| unit.id == id) else {
        tx.rollback().await?;
        return Err(Fault::not_found());
    };
    let next = match input.onto(unit, &units) {
        Ok(next) => Model { changed_in: version, ..next },
        Err(refused) => {
            tx.rollback().await?;
            return Ok(Err(refused));
        }
    };
    repo::structure::write_unit(&tx, &next).await?;
    tx.write(Entry::done(organization, ACTION, id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

impl UpdateUnit {
    fn onto(self, unit: &Model, all: &[Model]) -> Result<Model, NotUpdated> {
        if self.version.is_some_and(|read| read != unit.changed_in) {
            return Err(NotUpdated::Stale);
        }
        let mut next = unit.clone();
        if let Some(text) = self.name {
            next.name = name(&text).ok_or(NotUpdated::NameInvalid)?;
        }
        if let Some(text) = self.code {
            next.code = code(&text).ok_or(NotUpdated::CodeInvalid)?;
            if all.iter().any(|other| other.id != unit.id && other.code == next.code) {
                return Err(NotUpdated::CodeTaken);
            }
        }
        if let Change::To(parent) = self.parent {
            if let Some(parent) = parent {
                check_parent(unit.id, parent, all)?;
            }
            next.parent_id = parent;
        }
        Ok(next)
    }
}

fn check_parent(unit: UnitId, parent: UnitId, all: &[Model]) -> Result<(), NotUpdated> {
    let parents: HashMap<_, _> = all.iter().map(|unit| (unit.id, unit.parent_id)).collect();
    if !parents.contains_key(&parent) {
        return Err(NotUpdated::NoSuchParent);
    }
    let mut above = Some(parent);
    // No walk is longer than there are units, whatever the rows say.
    for _ in 0..=all.len() {
        match above {
            None => return Ok(()),
            Some(it) if it == unit => return Err(NotUpdated::Cycle),
            Some(it) => above = parents.get(&it).copied().flatten(),
        }
    }
    Err(NotUpdated::Cycle)
}

#[cfg(test)]
mod tests {
    use kernel::OrganizationId;
    use uuid::Uuid;

    use super::*;

    fn id(n: u128) -> UnitId {
        UnitId(Uuid::from_u128(n))
    }

    fn unit(n: u128, parent: Option<u128>) -> Model {
        Model {
            organization_id: OrganizationId(Uuid::nil()),
            id: id(n),
            parent_id: parent.map(id),
            code: n.to_string(),
            name: format!("Unit {n}"),
            removed: false,
            changed_in: 7,
        }
    }

    fn change(n: u128) -> UpdateUnit {
        UpdateUnit { unit: id(n), version: None, name: None, code: None, parent: Change::Keep }
    }

    #[test]
    fn a_unit_is_no_part_of_itself() {
        let all = [unit(1, None), unit(2, Some(1)), unit(3, Some(2)), unit(4, None)];
        let moved = |n: u128, to: u128| {
            let parent = Change::To(Some(id(to)));
            let unit = all.iter().find(|unit| unit.id == id(n)).unwrap();
            UpdateUnit { parent, ..change(n) }.onto(unit, &all).map(|next| next.parent_id)
        };
        assert_eq!(moved(3, 4), Ok(Some(id(4))));
        assert_eq!(moved(3, 1), Ok(Some(id(1))));
        for (n, to) in [(1, 1), (1, 2), (1, 3), (2, 3)] {
            assert_eq!(moved(n, to), Err(NotUpdated::Cycle), "{n} under {to}");
        }
        assert_eq!(moved(1, 5), Err(NotUpdated::NoSuchParent));
    }

    #[test]
    fn what_is_not_given_stays() {
        let all = [unit(1, None), unit(2, Some(1))];
        assert_eq!(change(2).onto(&all[1], &all), Ok(all[1].clone()));
        let top = UpdateUnit { parent: Change::To(None), ..change(2) }.onto(&all[1], &all);
        assert_eq!(top, Ok(Model { parent_id: None, ..all[1].clone() }));
        for (change, wrong) in [
            (UpdateUnit { version: Some(6), ..change(2) }, NotUpdated::Stale),
            (UpdateUnit { name: Some(" ".into()), ..change(2) }, NotUpdated::NameInvalid),
            (UpdateUnit { name: Some("x".repeat(201)), ..change(2) }, NotUpdated::NameInvalid),
            (UpdateUnit { code: Some("x".repeat(51)), ..change(2) }, NotUpdated::CodeInvalid),
            (UpdateUnit { code: Some("1".into()), ..change(2) }, NotUpdated::CodeTaken),
        ] {
            assert_eq!(change.onto(&all[1], &all), Err(wrong));
        }
        let same = UpdateUnit { version: Some(7), code: Some("2".into()), ..change(2) };
        assert!(same.onto(&all[1], &all).is_ok());
    }
}
