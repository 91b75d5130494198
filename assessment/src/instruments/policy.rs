//! Who may read an instrument, in two renderings of one rule: for rows that are still in the
//! database, and for a row in hand. A test holds them together.
//!
//! Administrators, of whomever, and coaches read what is published, also once it is retired;
//! administrators of everybody, who make it, also read drafts. Whoever answers is shown items,
//! and neither keys nor norms: the instrument does not exist for them.

use kernel::{Place, Role, Viewer};
use sea_orm::{ColumnTrait, Condition};

use super::entity::instrument::{Column, State};

pub fn may_read(place: &Place) -> bool {
    place.roles.has(Role::Administrator) || place.is_coach()
}

pub fn may_manage(place: &Place) -> bool {
    place.administers_all()
}

/// The rows that exist for the viewer; none, if there can be none.
pub fn visible(viewer: &Viewer) -> Option<Condition> {
    let places = viewer.places.iter().filter(|place| may_read(place)).map(visible_in);
    places.reduce(|any, place| Condition::any().add(any).add(place))
}

/// The same within one organisation where the viewer may read.
pub fn visible_in(place: &Place) -> Condition {
    let all = Condition::all().add(Column::OrganizationId.eq(place.organization));
    if may_manage(place) { all } else { all.add(Column::State.ne(State::Draft)) }
}

/// [`visible`], for a row in hand: what the other rendering is held against.
#[cfg(any(test, feature = "testing"))]
pub fn is_visible(viewer: &Viewer, row: &super::entity::instrument::Model) -> bool {
    let place = viewer.within(row.organization_id);
    place.is_some_and(|it| may_read(it) && (row.state != State::Draft || may_manage(it)))
}
