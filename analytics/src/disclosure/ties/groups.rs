use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::Unit;

/// Units that are told as one, because some of them are too small (rule 12).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieGroup {
    /// The unit that stands for them first.
    pub units: Vec<Uuid>,
    /// Whether people without a unit are among them.
    pub without_unit: bool,
    /// How many people.
    pub(super) people: u32,
}

/// Groups, and whose people are in which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    pub groups: Vec<TieGroup>,
    /// The group of each person, by its place.
    pub of: Vec<u32>,
}

impl Groups {
    /// How many people each has.
    pub fn sizes(&self) -> impl Iterator<Item = usize> + '_ {
        self.groups.iter().map(|group| group.people as usize)
    }
}

/// Makes groups of the units that people are in: a unit with too few people of its own is told
/// together with the unit above it; what is too small at the top, together with others that are,
/// and then with the smallest that is not. Without a unit is a unit of its own at the top.
pub fn grouped(threshold: u32, units: &[Unit], unit_of: &[Option<Uuid>]) -> Groups {
    let parents: BTreeMap<Uuid, Option<Uuid>> = units.iter().map(|it| (it.id, it.parent)).collect();
    let known = |unit: &Option<Uuid>| unit.filter(|it| parents.contains_key(it));
    let mut own: BTreeMap<Option<Uuid>, TieGroup> = BTreeMap::new();
    for unit in unit_of.iter().map(known) {
        let group = own.entry(unit).or_default();
        group.people += 1;
        group.without_unit |= unit.is_none();
        if let Some(unit) = unit.filter(|_| group.units.is_empty()) {
            group.units.push(unit);
        }
    }
    let mut small = vec![];
    for unit in deepest_first(&parents) {
        let Some(group) = own.get(&Some(unit)).filter(|it| it.people < threshold).cloned() else {
            continue;
        };
        own.remove(&Some(unit));
        match parents.get(&unit).copied().flatten().filter(|it| parents.contains_key(it)) {
            Some(parent) => {
                let above = own.entry(Some(parent)).or_default();
                if above.units.is_empty() {
                    above.units.push(parent);
                }
                join(above, group);
            }
            None => small.push(group),
        }
    }
    if own.get(&None).is_some_and(|it| it.people < threshold) {
        small.extend(own.remove(&None));
    }
    let mut groups: Vec<TieGroup> = own.into_values().collect();
    let mut left = TieGroup::default();
    for group in small {
        join(&mut left, group);
    }
    if left.people >= threshold {
        groups.push(left);
    } else if left.people > 0 {
        let next = groups.iter_mut().min_by_key(|it| (it.people, it.units.first().copied()));
        match next {
            Some(next) => join(next, left),
            None => groups.push(left),
        }
    }
    let mut place = BTreeMap::new();
    for (at, group) in (0_u32..).zip(&groups) {
        place.extend(group.units.iter().map(|unit| (Some(*unit), at)));
        if group.without_unit {
            place.insert(None, at);
        }
    }
    let of = unit_of.iter().map(|unit| place[&known(unit)]).collect();
    Groups { groups, of }
}

fn join(to: &mut TieGroup, other: TieGroup) {
    to.units.extend(other.units);
    to.without_unit |= other.without_unit;
    to.people += other.people;
}

/// Each unit before the one above it. A ring, which no directory has, ends at its own length.
fn deepest_first(parents: &BTreeMap<Uuid, Option<Uuid>>) -> Vec<Uuid> {
    let depth = |unit: &Uuid| {
        let mut above = parents.get(unit).copied().flatten();
        let mut depth = 0;
        while let Some(unit) = above.filter(|_| depth < parents.len()) {
            depth += 1;
            above = parents.get(&unit).copied().flatten();
        }
        depth
    };
    let mut units: Vec<_> = parents.keys().map(|unit| (depth(unit), *unit)).collect();
    units.sort_unstable_by_key(|(depth, unit)| (std::cmp::Reverse(*depth), *unit));
    units.into_iter().map(|(_, unit)| unit).collect()
}
