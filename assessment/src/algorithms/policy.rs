//! Who may read and bring algorithms: as with instruments, whoever may choose one for a campaign
//! reads that there is one; administrators of everybody bring them. What is in a module is told
//! to nobody.

use kernel::{Place, Role, Viewer};
use sea_orm::{ColumnTrait, Condition};

use super::entity::algorithm::Column;

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
    Condition::all().add(Column::OrganizationId.eq(place.organization))
}
