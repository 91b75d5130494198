//! Who may see what is offered, and who is interested, in two renderings of one rule: for rows
//! that are still in the database, and for a row in hand. A test holds them together.
//!
//! What is offered exists for every member who is not external. That somebody is interested
//! exists for them; until they withdraw it for the offering side, which is whoever offers it
//! and the administrators of that member; and for the manager of now or a coach with a running
//! grant of goals, if they share it with them to discuss it.

use kernel::{DataKind, MembershipId, Place, Role, Scope, Viewer, within};
use sea_orm::{ColumnTrait, Condition, DbBackend, sea_query::Expr};

use super::entity::{
    interest::{Column as InterestColumn, Entity as Interest, Model as InterestModel},
    opportunity::Column,
};
use crate::goals::policy::clients;

/// The opportunities that exist for the viewer; the tenant comes first.
pub fn visible(viewer: &Viewer) -> Condition {
    viewer.places.iter().fold(Condition::any(), |any, place| any.add(visible_in(place)))
}

/// The same within one organisation.
pub fn visible_in(place: &Place) -> Condition {
    let tenant = Condition::all().add(Column::OrganizationId.eq(place.organization));
    if place.is_external() { tenant.add(Expr::val(false)) } else { tenant }
}

/// [`visible`], for a row in hand: what the other rendering is held against.
#[cfg(any(test, feature = "testing"))]
pub fn is_visible(viewer: &Viewer, row: &super::entity::opportunity::Model) -> bool {
    viewer.within(row.organization_id).is_some_and(|place| !place.is_external())
}

/// Whoever administers or leads somebody.
pub fn may_offer(place: &Place) -> bool {
    let administers = place.roles.has(Role::Administrator) && place.scope != Scope::Nobody;
    !place.is_external() && (administers || !place.reports.is_empty())
}

/// The offering side: they change it, and are told who is interested.
pub fn offers(place: &Place, offered_by: MembershipId) -> bool {
    !place.is_external() && (place.member == offered_by || place.administers(offered_by))
}

/// The interests that exist for the viewer; the tenant comes first.
pub fn visible_interests(viewer: &Viewer, backend: DbBackend) -> Condition {
    let places = viewer.places.iter();
    places.fold(Condition::any(), |any, place| any.add(visible_interests_in(place, backend)))
}

/// The same within one organisation.
pub fn visible_interests_in(place: &Place, backend: DbBackend) -> Condition {
    use InterestColumn::{MemberId, OrganizationId, SharedWithCoach, SharedWithManager};
    let of =
        |members: &[MembershipId]| within(backend, (Interest, MemberId), members.iter().copied());
    let mut readers = offered(place, backend);
    if !place.reports.is_empty() {
        let shared = Condition::all().add(SharedWithManager.eq(true));
        readers = readers.add(shared.add(of(&place.reports)));
    }
    let clients = clients(place);
    if !clients.is_empty() {
        let shared = Condition::all().add(SharedWithCoach.eq(true));
        readers = readers.add(shared.add(of(&clients)));
    }
    let stands = Condition::all().add(InterestColumn::WithdrawnAt.is_null()).add(readers);
    Condition::all()
        .add(OrganizationId.eq(place.organization))
        .add(Condition::any().add(MemberId.eq(place.member)).add(stands))
}

/// [`visible_interests`], for a row in hand.
#[cfg(any(test, feature = "testing"))]
pub fn is_interest_visible(viewer: &Viewer, row: &InterestModel) -> bool {
    let Some(place) = viewer.within(row.organization_id) else { return false };
    let stands = row.withdrawn_at.is_none();
    row.member_id == place.member
        || stands && (offers(place, row.offered_by_id) || discusses(place, row))
}

/// Of an interest that was seen: the member's own?
pub fn is_own(viewer: &Viewer, row: &InterestModel) -> bool {
    viewer.within(row.organization_id).is_some_and(|place| place.member == row.member_id)
}

/// Of an interest that was seen: who reads and writes what is said about it. The offering side
/// does not, unless it leads or coaches the member and the member shared it.
pub fn discusses(place: &Place, row: &InterestModel) -> bool {
    place.member == row.member_id
        || row.shared_with_manager && place.leads(row.member_id)
        || row.shared_with_coach && place.coaches(row.member_id, DataKind::Goals)
}

fn offered(place: &Place, backend: DbBackend) -> Condition {
    use InterestColumn::OfferedById;
    let none = Condition::any().add(Expr::val(false));
    if place.is_external() {
        return none;
    }
    let mine = none.add(OfferedById.eq(place.member));
    match (&place.scope, place.roles.has(Role::Administrator)) {
        (_, false) | (Scope::Nobody, _) => mine,
        (Scope::Everybody, true) => mine.add(Expr::val(true)),
        (Scope::Only(members), true) => {
            mine.add(within(backend, (Interest, OfferedById), members.iter().copied()))
        }
    }
}
