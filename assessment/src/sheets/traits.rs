//! What stands beside the answers of somebody, as it was at the launch.

use kernel::{MembershipId, UnitId};
use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};

use crate::campaigns::invitation;

/// In an anonymous campaign as coarse as it stands on answers, and then shared by enough of those
/// who were invited.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Traits {
    pub unit: Option<UnitId>,
    pub manager: Option<MembershipId>,
    pub seniority: Option<String>,
    pub job_title: Option<String>,
    pub kind: Option<String>,
}

/// As a ticket carries them.
#[derive(Serialize, Deserialize)]
struct Carried([Option<String>; 5]);

impl Traits {
    pub fn of(row: &invitation::Model) -> Self {
        Self {
            unit: row.unit_id,
            manager: row.manager_id,
            seniority: row.seniority.clone(),
            job_title: row.job_title.clone(),
            kind: row.kind.clone(),
        }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let id = |id: Uuid| id.simple().to_string();
        let carried = Carried([
            self.unit.map(|it| id(it.0)),
            self.manager.map(|it| id(it.0)),
            self.seniority.clone(),
            self.job_title.clone(),
            self.kind.clone(),
        ]);
        serde_json::to_vec(&carried).unwrap_or_default()
    }

    /// None, if they are of another form than these.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let Carried([unit, manager, seniority, job_title, kind]) =
            serde_json::from_slice(bytes).ok()?;
        let id = |text: Option<String>| text.map(|it| Uuid::parse_str(&it)).transpose().ok();
        Some(Self {
            unit: id(unit)?.map(UnitId),
            manager: id(manager)?.map(MembershipId),
            seniority,
            job_title,
            kind,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_gives_back_what_it_was_given() {
        let some = Traits {
            unit: Some(UnitId(Uuid::from_u128(u128::MAX - 1))),
            job_title: Some("Fräser \"CNC\"".into()),
            ..Traits::default()
        };
        for traits in [some, Traits::default()] {
            assert_eq!(Traits::from_bytes(&traits.to_bytes()), Some(traits));
        }
        assert_eq!(Traits::from_bytes(b"{}"), None);
    }
}
