//! What is asked of the directory before something of it is changed.

use std::collections::HashSet;

use kernel::{MembershipId, UnitId};

use crate::directory::Snapshot;

/// Of what an organisation states about a member, in characters.
pub const JOB_TITLE: usize = 200;
pub const PHONE: usize = 40;
/// Of the number in the employer's books, in characters.
pub const EXTERNAL_ID: usize = 100;

/// A unit that was not removed.
pub fn is_unit(snapshot: &Snapshot, unit: UnitId) -> bool {
    snapshot.unit(unit).is_some_and(|unit| !unit.removed)
}

/// A member who takes part.
pub fn is_member(snapshot: &Snapshot, member: MembershipId) -> bool {
    snapshot.member(member).is_some_and(|member| member.is_active())
}

/// Whether `member` would report to themself, through however many others, if they reported
/// to `manager`.
pub fn closes_a_circle(snapshot: &Snapshot, member: MembershipId, manager: MembershipId) -> bool {
    let mut met = HashSet::new();
    let mut next = Some(manager);
    while let Some(above) = next {
        if above == member {
            return true;
        }
        if !met.insert(above) {
            return false;
        }
        next = snapshot.member(above).and_then(|above| above.manager);
    }
    false
}
