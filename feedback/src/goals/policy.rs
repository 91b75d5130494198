//! Who may read a goal, in two renderings of one rule: for rows that are still in the
//! database, and for a row in hand. A test holds them together.
//!
//! Its owner always; whoever leads the owner now, if it is shared with the manager; a coach
//! with a running grant of the owner's goals, if it is shared with the coach. Nobody else: an
//! administrator is not told of goals, not even how many there are.

use kernel::{DataKind, MembershipId, Place, Viewer, within};
use sea_orm::{ColumnTrait, Condition, DbBackend};

use super::entity::goal::{Column, Entity, Model};

/// The rows that exist for the viewer; the tenant comes first, whatever else is asked.
pub fn visible(viewer: &Viewer, backend: DbBackend) -> Condition {
    let places = viewer.places.iter();
    places.fold(Condition::any(), |any, place| any.add(visible_in(place, backend)))
}

/// The same within one organisation.
pub fn visible_in(place: &Place, backend: DbBackend) -> Condition {
    let owned_by = |owners: &[MembershipId]| {
        within(backend, (Entity, Column::OwnerId), owners.iter().copied())
    };
    let mut readers = Condition::any().add(Column::OwnerId.eq(place.member));
    if !place.reports.is_empty() {
        let shared = Condition::all().add(Column::SharedWithManager.eq(true));
        readers = readers.add(shared.add(owned_by(&place.reports)));
    }
    let clients = clients(place);
    if !clients.is_empty() {
        let shared = Condition::all().add(Column::SharedWithCoach.eq(true));
        readers = readers.add(shared.add(owned_by(&clients)));
    }
    Condition::all().add(Column::OrganizationId.eq(place.organization)).add(readers)
}

/// [`visible`], for a row in hand: what the other rendering is held against.
#[cfg(any(test, feature = "testing"))]
pub fn is_visible(viewer: &Viewer, row: &Model) -> bool {
    let Some(place) = viewer.within(row.organization_id) else { return false };
    row.owner_id == place.member
        || row.shared_with_manager && place.leads(row.owner_id)
        || row.shared_with_coach && place.coaches(row.owner_id, DataKind::Goals)
}

/// Of a row that was seen: is it the viewer's own? Only then may it be changed, and only then
/// is told with whom it is shared: a manager does not learn that somebody has a coach.
pub fn is_owner(viewer: &Viewer, row: &Model) -> bool {
    viewer.within(row.organization_id).is_some_and(|place| row.owner_id == place.member)
}

/// Whose goals are granted to the viewer now.
pub fn clients(place: &Place) -> Vec<MembershipId> {
    let granted = place.coached.iter().filter(|it| it.kinds.has(DataKind::Goals));
    granted.map(|it| it.client).collect()
}
