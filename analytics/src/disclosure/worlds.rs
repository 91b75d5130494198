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

use super::{
    exchanges::Search,
    sheets::{Sheets, add},
};

/// Attempts for one world.
const ATTEMPTS: u32 = 200;

/// People who stand in the same shown views.
pub(super) struct Sort {
    cells: Vec<usize>,
    pub views: Vec<usize>,
    pub counts: Vec<u32>,
}

pub(super) struct Worlds {
    /// One that was merged into another has no cells, no views and nobody.
    pub sorts: Vec<Sort>,
    /// Place of each sort, by its views.
    places: HashMap<Vec<usize>, usize>,
    /// Of each view its sorts, ascending.
    pub of_view: Vec<Vec<usize>>,
    /// Cells nobody of whom is in danger. A world stays one when views are hidden, so they stay safe.
    safe: Vec<bool>,
    /// Nobody whose last view is this or a later one is in danger.
    looked_from: usize,
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
        let mut places = HashMap::new();
        let mut of_view = vec![vec![]; shown.len()];
        for (at, sort) in sorts.iter().enumerate() {
            places.insert(sort.views.clone(), at);
            for view in &sort.views {
                of_view[*view].push(at);
            }
        }
        Self {
            sorts,
            places,
            of_view,
            safe: vec![false; sheets.counts.len()],
            looked_from: shown.len(),
            values: sheets.values.len(),
            attempts: ATTEMPTS,
        }
    }

    /// Hides a view. Sorts that stand in the same views now become one.
    pub fn hide(&mut self, view: usize) {
        for at in std::mem::take(&mut self.of_view[view]) {
            let mut views = std::mem::take(&mut self.sorts[at].views);
            self.places.remove(&views);
            views.retain(|it| *it != view);
            let Some(&other) = self.places.get(&views) else {
                self.places.insert(views.clone(), at);
                self.sorts[at].views = views;
                continue;
            };
            for view in views {
                let own = &mut self.of_view[view];
                if let Ok(place) = own.binary_search(&at) {
                    own.remove(place);
                }
            }
            let (cells, counts) = (
                std::mem::take(&mut self.sorts[at].cells),
                std::mem::replace(&mut self.sorts[at].counts, vec![0; self.values]),
            );
            self.sorts[other].cells.extend(cells);
            add(&mut self.sorts[other].counts, &counts);
        }
    }

    /// The view to be hidden next because somebody's answer could be known: the last one that such
    /// people stand in, and if they stand in the whole audience alone, the last of all. With `own`,
    /// known to somebody who knows one answer besides, their own. It looks from the last view to the
    /// first, so that each sort is looked at once, and again only if its last view was hidden.
    pub fn told(&mut self, own: bool) -> Option<usize> {
        while self.looked_from > 0 {
            let view = self.looked_from - 1;
            let ends_here = |at: &usize| self.sorts[*at].views.last() == Some(&view);
            let sorts: Vec<usize> = self.of_view[view].iter().copied().filter(ends_here).collect();
            if !sorts.into_iter().all(|it| self.is_safe(it, own)) {
                let of_all = || (0..self.of_view.len()).rfind(|it| !self.of_view[*it].is_empty());
                return if view == 0 { of_all() } else { Some(view) };
            }
            self.looked_from = view;
        }
        None
    }

    /// Whether nobody's answer of this sort could be known.
    fn is_safe(&mut self, at: usize, own: bool) -> bool {
        let mut cells = self.sorts[at].cells.iter();
        let Some(answer) = only(&self.sorts[at].counts) else {
            let safe = !own || cells.all(|it| self.safe[*it]) || self.differ_without_one(at);
            if own && safe {
                self.keep_safe(at);
            }
            return safe;
        };
        if cells.any(|it| self.safe[*it]) {
            return true;
        }
        let Some(world) = self.world(at, answer, None) else { return false };
        if !own {
            for changed in world.changed {
                self.keep_safe(changed);
            }
            return true;
        }
        // Best a second world without any of those: then no one of them is in both.
        let bound = self.indispensable(at, &world);
        let is_known = |it: &(usize, usize)| self.world(at, answer, Some(*it)).is_none();
        if !bound.is_empty()
            && self.world_with(at, answer, &bound).is_none()
            && bound.iter().any(is_known)
        {
            return false;
        }
        self.keep_safe(at);
        true
    }

    fn keep_safe(&mut self, sort: usize) {
        for cell in &self.sorts[sort].cells {
            self.safe[*cell] = true;
        }
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
        self.world_with(sort, answer, kept.as_slice())
    }

    /// The same, where one person of each of `kept` keeps theirs.
    fn world_with(&self, sort: usize, answer: usize, kept: &[(usize, usize)]) -> Option<World> {
        (0..self.values).filter(|it| *it != answer).find_map(|second| {
            let mut search = Search::new(self, answer, second, kept);
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
