//! The field: which views a campaign can have, in the order of the plan, and who stands in them.
//!
//! Respondents with the same attributes stand in the same views. They are merged into cells, and
//! everything after this file works with cells and how many people each holds.

use super::{
    audience::{Audience, Respondent, Rules, ViewKind},
    building::Building,
    remainders,
};

/// A view that there can be.
pub(super) struct Candidate {
    pub kind: ViewKind,
    /// Its cells, ascending.
    pub cells: Vec<usize>,
    /// Shown together with others, and never alone.
    pub rolled_into: Option<usize>,
}

/// A parent and its children.
#[derive(Clone)]
pub(super) struct Table {
    /// None: the children stand for themselves.
    pub parent: Option<usize>,
    pub children: Vec<usize>,
}

pub(super) struct Field {
    /// Cell of each respondent.
    pub cell_of: Vec<usize>,
    pub cells: usize,
    pub views: Vec<Candidate>,
    /// In the order in which the plan decides. Each view is child of exactly one.
    pub steps: Vec<Table>,
    /// The same views in the other direction: of one value, the units below. They decide nothing
    /// by themselves.
    pub columns: Vec<Table>,
}

impl Field {
    pub fn new(rules: &Rules, audience: &Audience, respondents: &[Respondent]) -> Self {
        let mut field = Building::new(audience, respondents).field();
        if rules.roll_up {
            field.roll_up(rules.threshold);
        }
        field
    }

    /// How many of these people stand in each cell.
    pub fn weights(&self, people: impl Iterator<Item = usize>) -> Vec<u32> {
        let mut weights = vec![0; self.cells];
        for person in people {
            weights[self.cell_of[person]] += 1;
        }
        weights
    }

    /// How many stand in a view.
    pub fn size(&self, view: usize, weights: &[u32]) -> u32 {
        self.views[view].cells.iter().map(|it| weights[*it]).sum()
    }

    /// For each cell the views it stands in, ascending.
    pub fn views_of_cells(&self) -> Vec<Vec<usize>> {
        let mut of = vec![vec![]; self.cells];
        for (view, candidate) in self.views.iter().enumerate() {
            for cell in &candidate.cells {
                of[*cell].push(view);
            }
        }
        of
    }

    /// Small children of a table become one child (rule 12).
    fn roll_up(&mut self, k: u32) {
        let weights = self.weights(0..self.cell_of.len());
        for step in 0..self.steps.len() {
            if self.steps[step].parent.is_none() {
                continue;
            }
            let children = self.steps[step].children.clone();
            let sizes: Vec<u32> = children.iter().map(|it| self.size(*it, &weights)).collect();
            let merged: Vec<usize> =
                remainders::together(&sizes, k).into_iter().map(|it| children[it]).collect();
            if merged.is_empty() {
                continue;
            }
            let mut cells: Vec<usize> =
                merged.iter().flat_map(|it| self.views[*it].cells.clone()).collect();
            cells.sort_unstable();
            cells.dedup();
            let kind = ViewKind::Together {
                of: merged.iter().map(|it| self.views[*it].kind.clone()).collect(),
            };
            let one = self.views.len();
            self.views.push(Candidate { kind, cells, rolled_into: None });
            for view in &merged {
                self.views[*view].rolled_into = Some(one);
            }
            let table = &mut self.steps[step];
            table.children.retain(|it| !merged.contains(it));
            table.children.push(one);
        }
    }
}
