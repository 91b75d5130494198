//! Who is told what of interactions. There are no rows to hide: what is kept of a month passed the
//! gate, or is somebody's own.

use kernel::{Place, Role};

/// Numbers of the whole organisation, and how far they are built: administrators of everybody.
pub fn may_read_all(place: &Place) -> bool {
    place.administers_all()
}

/// Numbers of the units that somebody administers: every administrator, of whomever.
pub fn may_read_part(place: &Place) -> bool {
    place.roles.has(Role::Administrator)
}

/// Whoever reads what is built decides whether it is.
pub fn may_manage(place: &Place) -> bool {
    place.administers_all()
}
