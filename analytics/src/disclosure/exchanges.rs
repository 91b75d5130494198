//! The search for one other world: a chain of exchanges after which every view tells what it told.

use super::worlds::{Exchange, Worlds};

/// Exchanges of one world.
const DEPTH: usize = 12;
/// How many people are tried to make up for one.
const BREADTH: usize = 6;

pub(super) struct Search<'a> {
    worlds: &'a Worlds,
    first: usize,
    second: usize,
    kept: &'a [(usize, usize)],
    /// Of each view by how many more gave the second answer.
    balance: Vec<i32>,
    /// Views that tell something else now, and perhaps others.
    unbalanced: Vec<usize>,
    pub exchanges: Vec<Exchange>,
    attempts: u32,
}

impl<'a> Search<'a> {
    pub fn new(
        worlds: &'a Worlds,
        first: usize,
        second: usize,
        kept: &'a [(usize, usize)],
    ) -> Self {
        Self {
            worlds,
            first,
            second,
            kept,
            balance: vec![0; worlds.of_view.len()],
            unbalanced: vec![],
            exchanges: vec![],
            attempts: worlds.attempts,
        }
    }

    pub fn exchange(&mut self, sort: usize, forth: bool) {
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
            if self.balance[*view] == 0 {
                self.unbalanced.push(*view);
            }
            self.balance[*view] += by;
        }
    }

    /// Whether one more of the sort can change.
    fn can(&self, sort: usize, forth: bool) -> bool {
        let answer = if forth { self.first } else { self.second };
        if self.worlds.sorts[sort].counts[answer] == 0 {
            return false;
        }
        let kept = u32::from(self.kept.contains(&(sort, answer)));
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
                let balance = self.balance[*it];
                (balance + by).abs() - balance.abs()
            })
            .sum()
    }

    /// Whether everything is made up for.
    pub fn balanced(&mut self) -> bool {
        // The view with the fewest sorts leaves the fewest choices.
        self.unbalanced.retain(|it| self.balance[*it] != 0);
        self.unbalanced.sort_unstable();
        self.unbalanced.dedup();
        let of_view = &self.worlds.of_view;
        let next = self.unbalanced.iter().copied().min_by_key(|it| of_view[*it].len());
        let Some(view) = next else { return true };
        // An exchange makes up for one in each view at most.
        let most = self.unbalanced.iter().map(|it| self.balance[*it].unsigned_abs()).max();
        let most = usize::try_from(most.unwrap_or(0)).unwrap_or(usize::MAX);
        if self.exchanges.len().saturating_add(most) > DEPTH || self.attempts == 0 {
            return false;
        }
        self.attempts -= 1;
        let forth = self.balance[view] < 0;
        let mut choices: Vec<(i32, usize)> = of_view[view]
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
