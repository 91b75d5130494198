//! How much memory an organisation's directory takes, by an estimate that is quickly made.

use super::{right::Target, snapshot::Snapshot};

/// Bytes of each, with what leads to it.
const MEMBER: usize = 760;
const UNIT: usize = 300;
const GROUP: usize = 400;
const RIGHT: usize = 64;
const ID: usize = 32;
const ALONE: usize = 2_048;

impl Snapshot {
    /// An estimate of what it holds in memory, with the scopes that will be asked for: those are
    /// put together later, when it is weighed no more.
    pub fn bytes(&self) -> u64 {
        let grouped: usize = self.groups.values().map(|it| it.members.len()).sum();
        let grants = self.by_coach.values().chain(self.by_client.values());
        let grants: usize = grants.map(|it| it.len()).sum();
        let targets = || self.targets.values().flat_map(|it| it.iter());
        let scopes: usize = targets().map(|target| self.size(*target)).sum();
        let bytes = ALONE
            + self.members.len() * MEMBER
            + self.units.len() * UNIT
            + self.groups.len() * GROUP
            + (grants + targets().count()) * RIGHT
            + (grouped + scopes) * ID;
        bytes as u64
    }

    /// How many members it adds to a scope; everybody is not written out.
    fn size(&self, target: Target) -> usize {
        match target {
            Target::Everybody => 0,
            Target::Member(_) => 1,
            Target::Group(group) => self.groups.get(&group).map_or(0, |it| it.members.len()),
            Target::Unit(unit) => {
                let units = self.subtree(unit).into_iter();
                units.map(|unit| self.in_unit.get(&unit).map_or(0, |it| it.len())).sum()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kernel::{MembershipId, OrganizationId, UnitId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn scopes_and_what_they_are_of_weigh_something() {
        let unit = UnitId(Uuid::from_u128(1));
        let member = |n: u128| MembershipId(Uuid::from_u128(n));
        let mut snapshot = Snapshot::empty(OrganizationId(Uuid::nil()));
        let members: Vec<_> = (0..1_000).map(member).collect();
        snapshot.in_unit.insert(unit, members.into());
        let before = snapshot.bytes();
        for administrator in 0..10 {
            snapshot.targets.insert(member(administrator), Arc::new([Target::Unit(unit)]));
        }
        assert!(snapshot.bytes() >= before + 10 * 1_000 * 16, "each holds a set of ids");
        let before = snapshot.bytes();
        snapshot.targets.insert(member(20), Arc::new([Target::Everybody]));
        assert_eq!(snapshot.bytes(), before + 64, "which is no set");
    }
}
