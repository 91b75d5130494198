//! Units, and what stands with each, as they are put together.

use std::collections::BTreeMap;

use kernel::UnitId;

use crate::campaigns::frozen::Frozen;

/// Each unit with the one above it.
pub type Above = BTreeMap<UnitId, Option<UnitId>>;
type At = Option<UnitId>;

/// How many share each combination of everything but the unit, by the unit they stand with.
pub struct Standing<'a> {
    above: &'a Above,
    shares: BTreeMap<At, BTreeMap<Frozen, usize>>,
    /// Where those of a unit stand who do not stand with their own.
    moved: BTreeMap<At, At>,
}

impl<'a> Standing<'a> {
    pub fn of(people: &[Frozen], above: &'a Above) -> Self {
        let mut shares: BTreeMap<At, BTreeMap<Frozen, usize>> = BTreeMap::new();
        for person in people {
            let rest = Frozen { unit: None, ..person.clone() };
            *shares.entry(person.unit).or_default().entry(rest).or_default() += 1;
        }
        Self { above, shares, moved: BTreeMap::new() }
    }

    /// How many units are told apart.
    pub fn told_apart(&self) -> usize {
        self.shares.len()
    }

    /// With which unit those of a unit stand now.
    pub fn unit_of(&self, mut unit: At) -> At {
        while let Some(next) = self.moved.get(&unit) {
            unit = *next;
        }
        unit
    }

    /// Until at least `k` share every combination; none, if they never do. The deepest of the
    /// small units goes first, ties by id: what is small there stands with the unit above it. At
    /// the top, where nothing is above, the smallest below is taken in.
    pub fn coarsen(&mut self, k: usize) -> Option<()> {
        loop {
            let small = self.shares.iter().filter(|(_, rest)| rest.values().any(|n| *n < k));
            let deepest =
                small.map(|(unit, _)| *unit).max_by_key(|unit| (self.depth(*unit), *unit));
            let Some(unit) = deepest else { return Some(()) };
            let parent = self.parent(unit);
            if parent.is_some() {
                self.put(unit, parent);
            } else if let Some(smallest) = self.smallest_below(unit) {
                self.put(smallest, unit);
            } else if unit.is_some() {
                self.put(unit, None);
            } else {
                return None;
            }
        }
    }

    fn put(&mut self, from: At, to: At) {
        let Some(rest) = self.shares.remove(&from) else { return };
        let there = self.shares.entry(to).or_default();
        for (combination, n) in rest {
            *there.entry(combination).or_default() += n;
        }
        self.moved.insert(from, to);
    }

    fn smallest_below(&self, unit: At) -> Option<At> {
        let below = self.shares.iter().filter(|(it, _)| **it != unit && self.is_below(**it, unit));
        let size = |rest: &BTreeMap<Frozen, usize>| rest.values().sum::<usize>();
        below.min_by_key(|(it, rest)| (size(rest), **it)).map(|(it, _)| *it)
    }

    /// Everything is below none.
    fn is_below(&self, unit: At, other: At) -> bool {
        other.is_none() || self.way_up(unit).any(|it| Some(it) == other)
    }

    fn parent(&self, unit: At) -> At {
        let parent = *self.above.get(&unit?)?;
        parent.filter(|it| self.above.contains_key(it))
    }

    fn depth(&self, unit: At) -> usize {
        self.way_up(unit).count()
    }

    /// The unit, then those above it.
    fn way_up(&self, unit: At) -> impl Iterator<Item = UnitId> {
        std::iter::successors(unit, |it| self.parent(Some(*it)))
    }
}
