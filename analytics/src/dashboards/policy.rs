//! Which part of a plan somebody may see.
//!
//! Administrators of everybody see all of it, administrators of units what is of these units and
//! below, managers what is of those who report to them. Nobody else sees any of it.

use std::collections::HashSet;

use kernel::{Place, Role, UnitId};
use uuid::Uuid;

use crate::disclosure::ViewKind;

/// By which attribute managers find their team.
pub const MANAGER: &str = "manager";

/// Which views lie within what somebody administers or leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    pub all: bool,
    pub units: HashSet<Uuid>,
    /// As a view of their team has it.
    pub team: Option<String>,
}

/// None, if there is nothing for them to see.
pub fn reach(place: &Place, administered: HashSet<UnitId>) -> Option<Reach> {
    let is_administrator = place.roles.has(Role::Administrator);
    let leads = !place.reports.is_empty() && !place.is_external();
    let reach = Reach {
        all: place.administers_all(),
        units: match is_administrator {
            true => administered.into_iter().map(|it| it.0).collect(),
            false => HashSet::new(),
        },
        team: leads.then(|| team(place.member.0)),
    };
    (reach != Reach::default()).then_some(reach)
}

/// Of those who report to a member: the value of a view.
pub fn team(manager: Uuid) -> String {
    manager.simple().to_string()
}

/// Whether a view lies within.
pub fn lies_within(reach: &Reach, view: &ViewKind) -> bool {
    reach.all
        || match view {
            ViewKind::Unit { unit } | ViewKind::Within { unit, .. } => reach.units.contains(unit),
            ViewKind::Attribute { attribute, value } => {
                attribute == MANAGER && reach.team.as_ref() == Some(value)
            }
            ViewKind::Together { of } => of.iter().all(|it| lies_within(reach, it)),
            ViewKind::Whole | ViewKind::Group { .. } | ViewKind::Crossing { .. } => false,
        }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kernel::{MemberKind, MembershipId, OrganizationId, Roles, Scope};

    use super::*;

    fn place() -> Place {
        Place {
            organization: OrganizationId(Uuid::from_u128(1)),
            member: MembershipId(Uuid::from_u128(2)),
            kind: MemberKind::Employee,
            roles: Roles::default(),
            unit: None,
            reports: Arc::default(),
            team: Arc::default(),
            scope: Scope::Nobody,
            coached: Arc::default(),
            writable: true,
        }
    }

    fn views() -> [ViewKind; 6] {
        let unit = Uuid::from_u128(7);
        let attribute = |attribute: &str, value: String| ViewKind::Attribute {
            attribute: attribute.into(),
            value,
        };
        let within = ViewKind::Within { unit, attribute: "kind".into(), value: "employee".into() };
        [
            ViewKind::Whole,
            ViewKind::Unit { unit },
            within,
            attribute(MANAGER, team(Uuid::from_u128(2))),
            attribute(MANAGER, team(Uuid::from_u128(3))),
            attribute("seniority", team(Uuid::from_u128(2))),
        ]
    }

    fn seen(place: &Place, administered: &[u128]) -> Option<Vec<bool>> {
        let administered = administered.iter().map(|it| UnitId(Uuid::from_u128(*it))).collect();
        let reach = reach(place, administered)?;
        Some(views().iter().map(|it| lies_within(&reach, it)).collect())
    }

    #[test]
    fn each_sees_what_they_administer_or_lead() {
        let administrator =
            |scope| Place { roles: Roles::default().with(Role::Administrator), scope, ..place() };
        assert_eq!(seen(&administrator(Scope::Everybody), &[]), Some(vec![true; 6]));
        let some = Scope::Only(Arc::new(HashSet::from([MembershipId(Uuid::from_u128(9))])));
        let of_unit = seen(&administrator(some.clone()), &[7]).unwrap();
        assert_eq!(of_unit, [false, true, true, false, false, false]);
        let of_another = seen(&administrator(some.clone()), &[8]).unwrap();
        assert_eq!(of_another, [false; 6]);
        assert_eq!(seen(&administrator(some), &[]), None);
        let manager = Place { reports: [MembershipId(Uuid::from_u128(5))].into(), ..place() };
        let of_team = seen(&manager, &[]).unwrap();
        assert_eq!(of_team, [false, false, false, true, false, false]);
    }

    #[test]
    fn nobody_else_sees_anything() {
        assert_eq!(seen(&place(), &[7]), None);
        for role in [Role::ItAdministrator, Role::ComplianceManager, Role::Coach, Role::Operator] {
            assert_eq!(seen(&Place { roles: Roles::default().with(role), ..place() }, &[7]), None);
        }
        let reports = [MembershipId(Uuid::from_u128(5))].into();
        let guest = Place { kind: MemberKind::Guest, reports, ..place() };
        assert_eq!(seen(&guest, &[]), None);
    }
}
