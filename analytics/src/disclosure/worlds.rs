//! Other worlds: answer sheets that differ and tell the same.
//!
//! Rules 1 to 4 look at who answered. But numbers can also tell because of what was answered: two
//! crossing views can leave only one way to fill the cell where they meet. So for everybody of whom
//! it could be known, the gate looks for another world, in which that person answered something
//! else and every number that is shown, of every view, is the same. Where it finds none within its
//! bound, it hides views until it does.
//!
//! People who stand in the same shown views cannot be told apart, and where two of them answered
//! differently, neither answer is known. What is left are sorts of people who all gave one answer.
//! A world for them is a chain of exchanges: somebody of the sort answers otherwise, which another
//! of the same view makes up for, and so on, until all views tell what they told.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::sheets::{Sheets, add};

/// Exchanges of one world.
const DEPTH: usize = 12;
/// How many people are tried to make up for one.
const BREADTH: usize = 6;
/// Attempts for one world.
const ATTEMPTS: u32 = 200;

/// People who stand in the same shown views.
pub(super) struct Sort {
    cells: Vec<usize>,
    pub views: Vec<usize>,
    pub counts: Vec<u32>,
}

pub(super) struct Worlds {
    pub sorts: Vec<Sort>,
    of_view: HashMap<usize, Vec<usize>>,
    values: usize,
    /// Attempts for one world.
    pub attempts: u32,
}

/// One exchange: of this sort one more gives the second answer instead of the first, or back.
pub(super) type Exchange = (usize, bool);

impl Worlds {
    pub fn new(views_of_cells: &[Vec<usize>], shown: &[bool], sheets: &Sheets) -> Self {
        let mut sorts: BTreeMap<Vec<usize>, (Vec<usize>, Vec<u32>)> = BTreeMap::new();
        for (cell, counts) in sheets.counts.iter().enumerate() {
            if counts.iter().all(|it| *it == 0) {
                continue;
            }
            let views = views_of_cells[cell].iter().copied().filter(|it| shown[*it]).collect();
            let sort = sorts.entry(views).or_insert_with(|| (vec![], vec![0; sheets.values.len()]));
            sort.0.push(cell);
            add(&mut sort.1, counts);
        }
        let sorts: Vec<Sort> = sorts
            .into_iter()
            .map(|(views, (cells, counts))| Sort { cells, views, counts })
            .collect();
        let mut of_view: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, sort) in sorts.iter().enumerate() {
            for view in &sort.views {
                of_view.entry(*view).or_default().push(at);
            }
        }
        Self { sorts, of_view, values: sheets.values.len(), attempts: ATTEMPTS }
    }

    /// The view to be hidden next because somebody's answer could be known: the last one that such
    /// people stand in, and if they stand in the whole audience alone, the last of all. With `own`,
    /// known to somebody who knows one answer besides, their own. Who is in no danger is added
    /// to `safe`, by cell: a world stays one when views are hidden.
    pub fn told(&self, own: bool, safe: &mut BTreeSet<usize>) -> Option<usize> {
        let of_all = self.of_view.keys().max().copied().unwrap_or(0);
        let mut told = None;
        for (at, sort) in self.sorts.iter().enumerate() {
            let Some(last) = sort.views.last() else { continue };
            let last = if *last == 0 { of_all } else { *last };
            // What is hidden before is looked at again.
            if told >= Some(last) {
                continue;
            }
            let Some(answer) = only(&sort.counts) else {
                if own && !self.differ_without_one(at) {
                    told = Some(last);
                }
                continue;
            };
            if sort.cells.iter().any(|it| safe.contains(it)) {
                continue;
            }
            let Some(world) = self.world(at, answer, None) else {
                told = Some(last);
                continue;
            };
            let is_known = |it: (usize, usize)| self.world(at, answer, Some(it)).is_none();
            if own && self.indispensable(at, &world).into_iter().any(is_known) {
                told = Some(last);
            } else if own {
                safe.extend(&sort.cells);
            } else {
                safe.extend(world.changed.iter().flat_map(|it| &self.sorts[*it].cells));
            }
        }
        told
    }

    /// Whether nobody of a sort with several answers is known to another of it, who may be the
    /// only one with theirs.
    fn differ_without_one(&self, sort: usize) -> bool {
        let counts = &self.sorts[sort].counts;
        let given: Vec<usize> = (0..counts.len()).filter(|it| counts[*it] > 0).collect();
        let [first, second] = given[..] else { return true };
        [(first, second), (second, first)].into_iter().all(|(single, others)| {
            counts[single] > 1 || self.world(sort, others, Some((sort, single))).is_some()
        })
    }

    /// Those without whose change this world is none: sort and answer.
    fn indispensable(&self, sort: usize, world: &World) -> Vec<(usize, usize)> {
        let mut uses: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for (at, forth) in &world.exchanges {
            *uses.entry((*at, if *forth { world.first } else { world.second })).or_insert(0) += 1;
        }
        uses.into_iter()
            .filter(|((at, answer), n)| {
                let people = self.sorts[*at].counts[*answer];
                people <= *n && (*at != sort || people > 1)
            })
            .map(|(it, _)| it)
            .collect()
    }

    /// A world in which one of the sort does not give their answer. Of `kept` one person keeps theirs.
    pub fn world(&self, sort: usize, answer: usize, kept: Option<(usize, usize)>) -> Option<World> {
        (0..self.values).filter(|it| *it != answer).find_map(|second| {
            let mut search = Search {
                worlds: self,
                first: answer,
                second,
                kept,
                balance: BTreeMap::new(),
                exchanges: vec![],
                attempts: self.attempts,
            };
            search.exchange(sort, true);
            search.balanced().then(|| {
                let changed = search.exchanges.iter().map(|it| it.0).collect();
                World { first: answer, second, exchanges: search.exchanges, changed }
            })
        })
    }
}

/// What is exchanged in another world.
pub(super) struct World {
    /// Places of the two answers.
    pub first: usize,
    pub second: usize,
    pub exchanges: Vec<Exchange>,
    changed: BTreeSet<usize>,
}

/// The only answer of a sort.
fn only(counts: &[u32]) -> Option<usize> {
    let mut given = counts.iter().enumerate().filter(|(_, n)| **n > 0);
    let first = given.next()?.0;
    given.next().is_none().then_some(first)
}

struct Search<'a> {
    worlds: &'a Worlds,
    first: usize,
    second: usize,
    kept: Option<(usize, usize)>,
    /// Views that tell something else now: by how many more gave the second answer.
    balance: BTreeMap<usize, i32>,
    exchanges: Vec<Exchange>,
    attempts: u32,
}

impl Search<'_> {
    fn exchange(&mut self, sort: usize, forth: bool) {
        self.shift(sort, if forth { 1 } else { -1 });
        self.exchanges.push((sort, forth));
    }

    fn undo(&mut self) {
        if let Some((sort, forth)) = self.exchanges.pop() {
            self.shift(sort, if forth { -1 } else { 1 });
        }
    }

    fn shift(&mut self, sort: usize, by: i32) {
        for view in &self.worlds.sorts[sort].views {
            let balance = self.balance.entry(*view).or_insert(0);
            *balance += by;
            if *balance == 0 {
                self.balance.remove(view);
            }
        }
    }

    /// Whether one more of the sort can change.
    fn can(&self, sort: usize, forth: bool) -> bool {
        let answer = if forth { self.first } else { self.second };
        let kept = u32::from(self.kept == Some((sort, answer)));
        let used = self.exchanges.iter().filter(|it| **it == (sort, forth)).count();
        u32::try_from(used).is_ok_and(|it| self.worlds.sorts[sort].counts[answer] > it + kept)
            && !self.exchanges.contains(&(sort, !forth))
    }

    /// How much views would tell otherwise after a change.
    fn cost(&self, sort: usize, forth: bool) -> i32 {
        let by = if forth { 1 } else { -1 };
        let views = self.worlds.sorts[sort].views.iter();
        views
            .map(|it| {
                let balance = self.balance.get(it).copied().unwrap_or(0);
                (balance + by).abs() - balance.abs()
            })
            .sum()
    }

    fn balanced(&mut self) -> bool {
        // The view with the fewest sorts leaves the fewest choices.
        let next = self.balance.iter().min_by_key(|(view, _)| self.worlds.of_view[view].len());
        let Some((view, balance)) = next else { return true };
        if self.exchanges.len() >= DEPTH || self.attempts == 0 {
            return false;
        }
        self.attempts -= 1;
        let forth = *balance < 0;
        let mut choices: Vec<(i32, usize)> = self.worlds.of_view[view]
            .iter()
            .filter(|it| self.can(**it, forth))
            .map(|it| (self.cost(*it, forth), *it))
            .collect();
        choices.sort_unstable();
        choices.truncate(BREADTH);
        for (_, sort) in choices {
            self.exchange(sort, forth);
            if self.balanced() {
                return true;
            }
            self.undo();
        }
        false
    }
}
