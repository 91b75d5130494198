//! Rule 4: what sums and differences of views tell.
//!
//! Views are rows over people. Whatever somebody computes of what is shown is a combination of rows,
//! and it tells of those where it is not zero, its support. A view is taken in only if every
//! combination it makes with those before it has a support of nobody or of at least `k`.
//!
//! That is decided by *probes*: a few people, weighted so that no view before sees them and the new
//! one does. The new view, together with whatever combination of those before, is not zero on some
//! person of each probe. So `k` probes without a person in common show that at least `k` people
//! support every such combination. Two people who stand in the same views before and of whom one
//! stands in the new one are the simplest probe, and in most tables there are enough of them;
//! the others are found by elimination. Where probes do not suffice, a small support would have to
//! meet each of them, which leaves few sets to try: a set is exposed if no probe is left without
//! it. Past the bound the view is left out.

use std::collections::{BTreeSet, HashMap};

use super::{
    algebra::{Steps, probes},
    field::Field,
};

/// Most kinds of people that are looked at for one view. Of more a part is taken, which can only
/// leave a view out that could have been shown.
const KINDS: usize = 256;
/// Of these, in each of the view, what surrounds it, and what surrounds that.
const PART: usize = 56;
/// What may be computed for one view.
const STEPS_OF_VIEW: u64 = 1_000_000;
/// What may be computed for one plan.
const STEPS_OF_PLAN: u64 = 600_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It follows from what is taken in.
    Follows,
    Safe,
    LeftOut,
}

/// People who stand in the same views.
#[derive(Clone, Default)]
struct Sort {
    people: u32,
    views: Vec<usize>,
}

pub(super) struct Span<'a> {
    field: &'a Field,
    weights: &'a [u32],
    k: u32,
    sorts: Vec<Sort>,
    /// Of each cell.
    sort_of: Vec<usize>,
    steps: Steps,
}

impl<'a> Span<'a> {
    pub fn new(field: &'a Field, weights: &'a [u32], k: u32) -> Self {
        let all = Sort { people: weights.iter().sum(), views: vec![] };
        Self {
            field,
            weights,
            k,
            sorts: vec![all],
            sort_of: vec![0; field.cells],
            steps: Steps(STEPS_OF_PLAN),
        }
    }

    /// How many people of each sort stand in the view.
    fn inside(&self, view: usize) -> HashMap<usize, u32> {
        let mut inside = HashMap::new();
        for cell in &self.field.views[view].cells {
            if self.weights[*cell] > 0 {
                *inside.entry(self.sort_of[*cell]).or_insert(0) += self.weights[*cell];
            }
        }
        inside
    }

    /// Whether the view can be taken in. `around` are the views that hold it, the nearest first.
    pub fn test(&mut self, view: usize, around: &[usize]) -> Verdict {
        let inside = self.inside(view);
        let pairs: u32 =
            inside.iter().map(|(sort, n)| (*n).min(self.sorts[*sort].people - n)).sum();
        let outside_everything =
            inside.iter().filter(|(sort, _)| self.sorts[**sort].views.is_empty());
        let alone: u32 = outside_everything.map(|(_, n)| n).sum();
        if pairs.max(alone) >= self.k {
            return Verdict::Safe;
        }
        let (people, complete) = self.kinds(view, &inside, around);
        let kinds = Kinds::new(view, &people, self.k);
        let allowed = self.steps.0.min(STEPS_OF_VIEW);
        let mut steps = Steps(allowed);
        let verdict = kinds.verdict(complete, &mut steps);
        self.steps.0 -= allowed - steps.0;
        verdict.unwrap_or(Verdict::LeftOut)
    }

    /// Takes a view in.
    pub fn take_in(&mut self, view: usize) {
        let inside = self.inside(view);
        let mut moved = HashMap::new();
        let mut sorted: Vec<_> = inside.into_iter().collect();
        sorted.sort_unstable();
        for (sort, people) in sorted {
            if people == self.sorts[sort].people {
                self.sorts[sort].views.push(view);
            } else {
                self.sorts[sort].people -= people;
                let mut views = self.sorts[sort].views.clone();
                views.push(view);
                moved.insert(sort, self.sorts.len());
                self.sorts.push(Sort { people, views });
            }
        }
        for cell in &self.field.views[view].cells {
            if self.weights[*cell] > 0 {
                let sort = &mut self.sort_of[*cell];
                *sort = moved.get(sort).copied().unwrap_or(*sort);
            }
        }
    }

    /// The people who are looked at: those in the view and outside it, and whether they are all.
    fn kinds(
        &self,
        view: usize,
        inside: &HashMap<usize, u32>,
        around: &[usize],
    ) -> (Vec<Sort>, bool) {
        let part = |sort: usize, people: u32, inside: bool| {
            let mut views = self.sorts[sort].views.clone();
            views.extend(inside.then_some(view));
            Sort { people, views }
        };
        let mut own: Vec<Sort> = inside.iter().map(|(sort, n)| part(*sort, *n, true)).collect();
        let others = |sorts: &mut dyn Iterator<Item = usize>| -> Vec<Sort> {
            sorts
                .map(|it| (it, self.sorts[it].people - inside.get(&it).unwrap_or(&0)))
                .filter(|(_, people)| *people > 0)
                .map(|(sort, people)| part(sort, people, false))
                .collect()
        };
        if self.sorts.len() + own.len() <= KINDS {
            own.extend(others(&mut (0..self.sorts.len())));
            own.sort_by(|a, b| (b.people, &a.views).cmp(&(a.people, &b.views)));
            return (own, true);
        }
        heaviest(&mut own);
        let mut seen: BTreeSet<usize> = inside.keys().copied().collect();
        let mut chosen = own;
        chosen.extend({
            let mut outer = others(&mut inside.keys().copied());
            heaviest(&mut outer);
            outer
        });
        for ring in around {
            let cells = self.field.views[*ring].cells.iter().filter(|it| self.weights[**it] > 0);
            let ring: BTreeSet<usize> =
                cells.map(|it| self.sort_of[*it]).filter(|it| !seen.contains(it)).collect();
            let mut outer = others(&mut ring.iter().copied());
            // Who stands in few views is most useful, being bound by little.
            outer.sort_by(|a, b| {
                (a.views.len(), b.people, &a.views).cmp(&(b.views.len(), a.people, &b.views))
            });
            outer.truncate(PART);
            chosen.extend(outer);
            seen.extend(ring);
        }
        (chosen, false)
    }
}

fn heaviest(sorts: &mut Vec<Sort>) {
    sorts.sort_by(|a, b| (b.people, &a.views).cmp(&(a.people, &b.views)));
    sorts.truncate(PART);
}

/// Kinds of people as columns, and views as rows over them.
struct Kinds {
    k: u32,
    people: Vec<u32>,
    rows: Vec<Vec<i64>>,
    new: Vec<i64>,
}

impl Kinds {
    fn new(view: usize, kinds: &[Sort], k: u32) -> Self {
        let views: BTreeSet<usize> = kinds.iter().flat_map(|it| it.views.iter().copied()).collect();
        let row = |view: usize| -> Vec<i64> {
            kinds.iter().map(|it| i64::from(it.views.contains(&view))).collect()
        };
        let rows: BTreeSet<Vec<i64>> =
            views.into_iter().filter(|it| *it != view).map(row).collect();
        let new = row(view);
        let people = kinds.iter().map(|it| it.people).collect();
        Self { k, people, rows: rows.into_iter().collect(), new }
    }

    /// Probes that lie in these columns, as far as they can in the first of them.
    fn probes(&self, columns: &[usize], steps: &mut Steps) -> Option<Vec<Vec<usize>>> {
        let choose = |row: &Vec<i64>| -> Vec<i64> { columns.iter().map(|it| row[*it]).collect() };
        let rows = self.rows.iter().map(choose).collect();
        let found = probes(rows, choose(&self.new), steps)?;
        let name = |probe: Vec<usize>| probe.into_iter().map(|it| columns[it]).collect();
        Some(found.into_iter().map(name).collect())
    }

    /// None: the bound is passed.
    fn verdict(&self, complete: bool, steps: &mut Steps) -> Option<Verdict> {
        let mut left = self.people.clone();
        let mut count = 0;
        while count < self.k {
            let mut columns: Vec<usize> = (0..left.len()).filter(|it| left[*it] > 0).collect();
            columns.sort_by_key(|it| (std::cmp::Reverse(left[*it].min(self.k)), *it));
            let probes = self.probes(&columns, steps)?;
            let times = |probe: &Vec<usize>| probe.iter().map(|it| left[*it]).min().unwrap_or(0);
            let best = probes
                .into_iter()
                .min_by_key(|it| (std::cmp::Reverse(times(it).min(self.k)), it.len()));
            let Some(best) = best else { break };
            let often = times(&best);
            count += often;
            for kind in best {
                left[kind] -= often;
            }
        }
        if count >= self.k {
            return Some(Verdict::Safe);
        }
        if count == 0 {
            return Some(if complete { Verdict::Follows } else { Verdict::LeftOut });
        }
        let mut search = Search { kinds: self, cut: BTreeSet::new(), kept: BTreeSet::new() };
        let exposed = search.is_exposed(0, steps)?;
        Some(if exposed { Verdict::LeftOut } else { Verdict::Safe })
    }
}

/// The search for fewer than `k` people without whom the new view would follow from those before.
struct Search<'a> {
    kinds: &'a Kinds,
    cut: BTreeSet<usize>,
    /// Not to be cut: all sets with them were tried.
    kept: BTreeSet<usize>,
}

impl Search<'_> {
    fn is_exposed(&mut self, cut: u32, steps: &mut Steps) -> Option<bool> {
        let people = &self.kinds.people;
        let can_be_cut = |it: usize, kept: &BTreeSet<usize>| {
            people[it] + cut < self.kinds.k && !kept.contains(&it)
        };
        let mut columns: Vec<usize> =
            (0..people.len()).filter(|it| !self.cut.contains(it)).collect();
        columns
            .sort_by_key(|it| (can_be_cut(*it, &self.kept), std::cmp::Reverse(people[*it]), *it));
        let probes = self.kinds.probes(&columns, steps)?;
        let choices = probes.into_iter().map(|probe| -> Vec<usize> {
            probe.into_iter().filter(|it| can_be_cut(*it, &self.kept)).collect()
        });
        // Every set that exposes meets every probe.
        let Some(choices) = choices.min_by_key(Vec::len) else { return Some(true) };
        let mut tried = vec![];
        let mut exposed = false;
        for column in choices {
            self.cut.insert(column);
            exposed = self.is_exposed(cut + people[column], steps)?;
            self.cut.remove(&column);
            if exposed {
                break;
            }
            self.kept.insert(column);
            tried.push(column);
        }
        for column in tried {
            self.kept.remove(&column);
        }
        Some(exposed)
    }
}
