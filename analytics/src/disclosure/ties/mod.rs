//! The gate for ties between people: what a closed month may tell of units without telling of
//! a person (domain-rules, sections 2 and 6).
//!
//! [`grouped`] makes groups of units that are large enough; [`release_ties`] fixes which of their
//! cells and margins there are, for every reader and for good; what it made is kept and tells
//! itself as [`Statistic`]s.

mod groups;
mod numbers;
mod span;
mod table;

use serde::{Deserialize, Serialize};

use super::{Reading, Reason, Rules, Statistic};

pub use self::{
    groups::{Groups, TieGroup, grouped},
    numbers::{Exact, TieMeasure},
};

/// How many people of either side an edge needs, whatever the threshold.
pub const EACH_SIDE: usize = 3;

/// A closed month, by places of people in one list.
#[derive(Clone, Copy, Debug)]
pub struct TieMonth<'a> {
    pub groups: &'a Groups,
    /// From whom to whom; each once.
    pub arcs: &'a [(u32, u32)],
    /// The community of each person; none of whoever has no tie.
    pub communities: &'a [Option<u32>],
    pub exact: Exact,
}

/// A number with those it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Held {
    exact: f64,
    n: u32,
    /// Also for who stands among the people themself: they know their own ties.
    to_members: bool,
}

/// What a month tells, as it is kept. It holds full precision: it leaves by statistics alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TieRelease {
    groups: Vec<TieGroup>,
    /// From group to group, by their places; those that may be told.
    cells: Vec<(usize, usize, Held)>,
    given: Vec<Option<Held>>,
    received: Vec<Option<Held>>,
    total: Option<Held>,
    sizes: Vec<Option<Held>>,
    measures: Vec<(TieMeasure, Held)>,
    communities: Vec<Held>,
}

/// Made once, when a month has closed.
pub fn release_ties(rules: &Rules, month: &TieMonth<'_>) -> TieRelease {
    let least = rules.threshold.max(super::LEAST_THRESHOLD) as usize;
    let mut table = table::Table::of(month);
    // Whoever stands in it needs one more: what they may see is a part of what others see.
    table.protect(least);
    let others = table.clone();
    table.protect(least + 1);
    let held = |shown: bool, exact: usize, people: usize, to_members: bool| {
        shown.then(|| Held { exact: numbers::real(exact), n: numbers::count(people), to_members })
    };
    let cells = others.cells().filter_map(|(from, to, cell)| {
        let to_members = table.is_shown(from, to);
        Some((from, to, held(cell.shown, cell.ties, cell.people.len(), to_members)?))
    });
    let line = |of: &[table::Margin], members: &[table::Margin]| {
        let pairs = of.iter().zip(members);
        pairs.map(|(it, too)| held(it.shown, it.ties, it.people, too.shown)).collect()
    };
    let size = |group: &TieGroup| {
        let people = group.people as usize;
        held(people >= least, people, people, people > least)
    };
    TieRelease {
        cells: cells.collect(),
        given: line(&others.given, &table.given),
        received: line(&others.received, &table.received),
        total: held(others.total.shown, others.total.ties, others.total.people, table.total.shown),
        sizes: month.groups.groups.iter().map(size).collect(),
        measures: numbers::measures(least, month),
        communities: numbers::sizes(least, month.communities),
        groups: month.groups.groups.clone(),
    }
}

impl TieRelease {
    /// The groups of units, in the order in which their places count.
    pub fn groups(&self) -> &[TieGroup] {
        &self.groups
    }

    /// How many people a group has.
    pub fn size(&self, group: usize, reading: Reading) -> Statistic<i32> {
        whole(self.sizes.get(group).copied().flatten(), reading)
    }

    /// How many pairs there are from people of one group to people of another.
    pub fn cell(&self, from: usize, to: usize, reading: Reading) -> Statistic<i32> {
        let at = self.cells.binary_search_by_key(&(from, to), |(from, to, _)| (*from, *to));
        whole(at.ok().map(|at| self.cells[at].2), reading)
    }

    /// How many begin at people of a group.
    pub fn given(&self, group: usize, reading: Reading) -> Statistic<i32> {
        whole(self.given.get(group).copied().flatten(), reading)
    }

    /// How many lead to people of a group.
    pub fn received(&self, group: usize, reading: Reading) -> Statistic<i32> {
        whole(self.received.get(group).copied().flatten(), reading)
    }

    /// How many there are.
    pub fn total(&self, reading: Reading) -> Statistic<i32> {
        whole(self.total, reading)
    }

    /// In hundredths.
    pub fn measure(&self, measure: TieMeasure, reading: Reading) -> Statistic<i32> {
        let held = self.measures.iter().find(|(it, _)| *it == measure);
        let hundredths = held.map(|(_, it)| Held { exact: it.exact * 100.0, ..*it });
        whole(hundredths, reading)
    }

    /// How many people the communities have that are large enough, the largest first.
    pub fn communities(&self, reading: Reading) -> Vec<Statistic<i32>> {
        let told = self.communities.iter().map(|it| whole(Some(*it), reading));
        told.filter(|it| it.value().is_some()).collect()
    }

    /// Whether an edge is to be drawn: it is a tenth or more of what is told of one of its ends.
    /// It follows from what this reader is told, and from nothing else.
    pub fn is_drawn(&self, from: usize, to: usize, reading: Reading) -> bool {
        let Some(edge) = self.cell(from, to, reading).value().copied() else { return false };
        let all = 0..self.groups.len();
        let told = |margin: Statistic<i32>, cells: i32| margin.value().copied().unwrap_or(cells);
        let cell = |from, to| self.cell(from, to, reading).value().copied().unwrap_or(0);
        let given = told(self.given(from, reading), all.clone().map(|to| cell(from, to)).sum());
        let received = told(self.received(to, reading), all.map(|from| cell(from, to)).sum());
        edge * DRAWN_FROM >= given || edge * DRAWN_FROM >= received
    }
}

/// One part in so many of a node's total.
const DRAWN_FROM: i32 = 10;

fn whole(held: Option<Held>, reading: Reading) -> Statistic<i32> {
    let needed = reading.threshold + u32::from(reading.invited);
    match held.filter(|it| it.n >= needed && (it.to_members || !reading.invited)) {
        Some(it) => Statistic::shown(numbers::whole(it.exact), it.n),
        None => Statistic::suppressed(Reason::Protected, reading.threshold),
    }
}

#[cfg(test)]
mod tests;
