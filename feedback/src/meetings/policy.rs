//! Who may read a meeting, in two renderings of one rule: for rows that are still in the
//! database, and for a row in hand. A test holds them together.
//!
//! It exists for the two who meet, and for nobody else. What they share the person reads
//! always, the host only while they lead or coach the person; what each noted for themself is
//! theirs alone, and stays theirs.

use kernel::{MembershipId, Place, Viewer};
use sea_orm::{ColumnTrait, Condition};

use super::entity::meeting::{Column, Kind, Model};

/// Which of the two somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Person,
    Host,
}

/// The rows that exist for the viewer; the tenant comes first, whatever else is asked.
pub fn visible(viewer: &Viewer) -> Condition {
    viewer.places.iter().fold(Condition::any(), |any, place| any.add(visible_in(place)))
}

/// The same within one organisation.
pub fn visible_in(place: &Place) -> Condition {
    Condition::all().add(Column::OrganizationId.eq(place.organization)).add(meets(place.member))
}

/// This member is one of the two.
pub fn meets(member: MembershipId) -> Condition {
    Condition::any().add(Column::PersonId.eq(member)).add(Column::HostId.eq(member))
}

/// [`visible`], for a row in hand: which of the two the viewer is, if either.
pub fn side(viewer: &Viewer, row: &Model) -> Option<Side> {
    let place = viewer.within(row.organization_id)?;
    if row.person_id == place.member {
        return Some(Side::Person);
    }
    (row.host_id == place.member).then_some(Side::Host)
}

/// Topic, agreed points and shared notes.
pub fn reads_shared(viewer: &Viewer, row: &Model) -> bool {
    match (side(viewer, row), viewer.within(row.organization_id)) {
        (Some(Side::Person), _) => true,
        (Some(Side::Host), Some(place)) => hosts(place, row.person_id, row.kind),
        _ => false,
    }
}

/// Whether the viewer may host such a meeting with this member now: of a report, or of a
/// client of theirs by a grant of whatever kind.
pub fn hosts(place: &Place, person: MembershipId, kind: Kind) -> bool {
    let coaches = place.coached.iter().any(|it| it.client == person);
    match kind {
        Kind::CheckIn => coaches || place.leads(person),
        Kind::CoachSession => coaches,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kernel::{Coached, DataKind, DataKinds, MemberKind, OrganizationId, Roles, Scope};
    use uuid::Uuid;

    use super::*;

    fn member(n: u128) -> MembershipId {
        MembershipId(Uuid::from_u128(n))
    }

    #[test]
    fn a_check_in_is_with_a_report_or_a_client_and_a_session_with_a_client() {
        let kinds: DataKinds = [DataKind::FeedbackSummary].into_iter().collect();
        let place = Place {
            organization: OrganizationId(Uuid::from_u128(1)),
            member: member(1),
            kind: MemberKind::Employee,
            roles: Roles::default(),
            unit: None,
            reports: [member(2)].into(),
            team: Arc::default(),
            scope: Scope::Everybody,
            coached: [Coached { client: member(3), kinds }].into(),
            writable: true,
        };
        for (person, kind, may) in [
            (2, Kind::CheckIn, true),
            (3, Kind::CheckIn, true),
            (4, Kind::CheckIn, false),
            (2, Kind::CoachSession, false),
            (3, Kind::CoachSession, true),
        ] {
            assert_eq!(hosts(&place, member(person), kind), may, "{person} {kind:?}");
        }
    }
}
