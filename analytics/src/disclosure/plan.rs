//! Which views are shown for one set of people: base threshold, remainders, span (rules 1 to 4).
//!
//! It looks at who answered, never at what.

use std::collections::HashMap;

use super::{
    field::{Field, Table},
    remainders,
    span::{Span, Verdict},
};

/// Rules that can be taken out, so that tests see what each is there for.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each rule is in force or not")]
pub(super) struct Guards {
    pub base: bool,
    pub remainders: bool,
    pub span: bool,
    pub uniform: bool,
}

impl Guards {
    pub const ALL: Self = Self { base: true, remainders: true, span: true, uniform: true };
}

/// For each view, whether it is shown where these people answered. `among` says which views may be.
pub(super) fn plan(
    field: &Field,
    weights: &[u32],
    among: &[bool],
    k: u32,
    guards: Guards,
) -> Vec<bool> {
    let mut planning = Planning {
        sizes: (0..field.views.len()).map(|it| field.size(it, weights)).collect(),
        among,
        k,
        guards,
        span: Span::new(field, weights, k),
        around: around(field),
        column: columns(field),
        shown: vec![false; field.views.len()],
    };
    for step in &field.steps {
        planning.decide(step);
    }
    planning.shown
}

struct Planning<'a> {
    sizes: Vec<u32>,
    among: &'a [bool],
    k: u32,
    guards: Guards,
    span: Span<'a>,
    /// Of each view those that hold it, the nearest first.
    around: Vec<Vec<usize>>,
    /// Of each view the table in the other direction.
    column: HashMap<usize, &'a Table>,
    shown: Vec<bool>,
}

impl Planning<'_> {
    fn decide(&mut self, step: &Table) {
        let sizes: Vec<u32> = step.children.iter().map(|it| self.sizes[*it]).collect();
        let least = if self.guards.base { self.k } else { 1 };
        let mut open: Vec<bool> =
            step.children.iter().map(|it| self.among[*it] && self.sizes[*it] >= least).collect();
        self.keep_enough(step, &sizes, &mut open);
        for at in 0..step.children.len() {
            let view = step.children[at];
            if !open[at] {
                continue;
            }
            if self.follows(view, step) {
                self.shown[view] = true;
                continue;
            }
            match if self.guards.span { self.test(view) } else { Verdict::Safe } {
                Verdict::Follows => self.shown[view] = true,
                Verdict::Safe => {
                    self.span.take_in(view);
                    self.shown[view] = true;
                }
                Verdict::LeftOut => {
                    open[at] = false;
                    self.keep_enough(step, &sizes, &mut open);
                }
            }
        }
        for (at, view) in step.children.iter().enumerate() {
            self.shown[*view] = open[at];
        }
    }

    fn test(&mut self, view: usize) -> Verdict {
        let around = std::mem::take(&mut self.around[view]);
        let verdict = self.span.test(view, &around);
        self.around[view] = around;
        verdict
    }

    fn keep_enough(&self, step: &Table, sizes: &[u32], open: &mut [bool]) {
        let Some(parent) = step.parent.filter(|it| self.shown[*it]) else { return };
        if self.guards.remainders {
            remainders::keep_enough(self.sizes[parent], sizes, open, self.k);
        }
    }

    /// Whether the view is what its parent and the other children leave, all of which are shown.
    fn follows(&self, view: usize, step: &Table) -> bool {
        let is_rest = |table: &Table| {
            table.parent.is_some_and(|parent| {
                let others = table.children.iter().filter(|it| **it != view && self.shown[**it]);
                let told: u32 = others.map(|it| self.sizes[*it]).sum();
                self.shown[parent] && told + self.sizes[view] == self.sizes[parent]
            })
        };
        is_rest(step) || self.column.get(&view).is_some_and(|it| is_rest(it))
    }
}

fn columns(field: &Field) -> HashMap<usize, &Table> {
    field.columns.iter().flat_map(|it| it.children.iter().map(move |view| (*view, it))).collect()
}

/// Of each view its parent and the parent of that.
fn around(field: &Field) -> Vec<Vec<usize>> {
    let mut parents = vec![None; field.views.len()];
    for step in &field.steps {
        for child in &step.children {
            parents[*child] = step.parent;
        }
    }
    let line = |view: usize| -> Vec<usize> {
        let first: Option<usize> = parents[view];
        let second = first.and_then(|it| parents[it]);
        first.into_iter().chain(second).collect()
    };
    (0..field.views.len()).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::audience::ViewKind;
    use crate::disclosure::field::Candidate;

    /// Views over people, each its own step beneath the first.
    fn field(people: usize, views: &[Vec<usize>]) -> Field {
        let mut all = vec![(0..people).collect()];
        all.extend(views.iter().cloned());
        let views = all
            .into_iter()
            .map(|cells| Candidate { kind: ViewKind::Whole, cells, rolled_into: None })
            .collect::<Vec<_>>();
        let mut steps = vec![Table { parent: None, children: vec![0] }];
        steps.extend((1..views.len()).map(|it| Table { parent: Some(0), children: vec![it] }));
        Field { cell_of: (0..people).collect(), cells: people, views, steps, columns: vec![] }
    }

    fn shown(field: &Field, k: u32) -> Vec<bool> {
        let weights = vec![1; field.cells];
        plan(field, &weights, &vec![true; field.views.len()], k, Guards::ALL)
    }

    #[test]
    fn r45_of_three_views_that_single_out_one_person_two_are_shown() {
        // R = 0..10, T = 10..17, P = R and T, Alpha = R and one more.
        let both: Vec<usize> = (0..17).collect();
        let second: Vec<usize> = (10..17).collect();
        let alpha: Vec<usize> = (0..10).chain([20]).collect();
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let all = [both.clone(), second.clone(), alpha.clone()];
            let field = field(41, &order.map(|it| all[it].clone()));
            assert_eq!(shown(&field, 5), [true, true, true, false], "{order:?}");
        }
    }

    #[test]
    fn two_views_that_differ_by_few_are_not_both_shown() {
        let field = field(40, &[(0..12).collect(), (3..12).collect(), (6..12).collect()]);
        assert_eq!(shown(&field, 5), [true, true, false, true]);
    }

    #[test]
    fn a_view_that_follows_from_others_is_shown() {
        let field = field(40, &[(0..12).collect(), (12..30).collect(), (0..30).collect()]);
        assert_eq!(shown(&field, 5), [true, true, true, true]);
    }

    #[test]
    fn many_small_cells_are_no_danger_by_themselves() {
        // Three attributes of two values each, spread over 64 people: every cell is one person.
        let bit = |bit: usize| (0..64).filter(|it| it >> bit & 1 == 1).collect::<Vec<_>>();
        let field = field(64, &[bit(0), bit(1), bit(2), bit(3), bit(4), bit(5)]);
        assert_eq!(shown(&field, 5), [true; 7]);
    }
}
