//! Answers to one question, as counts of each answer in each cell.

use std::collections::BTreeSet;

use super::field::Field;

#[derive(Clone, Debug)]
pub(super) struct Sheets {
    /// Answers that were given, ascending.
    pub values: Vec<i16>,
    /// Of each cell how often each was given.
    pub counts: Vec<Vec<u32>>,
}

impl Sheets {
    /// Of those who answered, in the order of the respondents.
    pub fn new(field: &Field, answers: &[Option<i16>]) -> Self {
        let values: BTreeSet<i16> = answers.iter().flatten().copied().collect();
        let values: Vec<i16> = values.into_iter().collect();
        let mut counts = vec![vec![0; values.len()]; field.cells];
        for (person, answer) in answers.iter().enumerate() {
            let at = answer.and_then(|it| values.binary_search(&it).ok());
            if let Some(at) = at {
                counts[field.cell_of[person]][at] += 1;
            }
        }
        Self { values, counts }
    }

    /// How often each answer was given in a view.
    pub fn of_view(&self, field: &Field, view: usize) -> Vec<u32> {
        let mut sum = vec![0; self.values.len()];
        for cell in &field.views[view].cells {
            add(&mut sum, &self.counts[*cell]);
        }
        sum
    }
}

pub(super) fn add(sum: &mut [u32], counts: &[u32]) {
    sum.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
}

pub(super) fn take(sum: &mut [u32], counts: &[u32]) {
    sum.iter_mut().zip(counts).for_each(|(sum, n)| *sum -= n);
}

/// Whether all or all but one gave the same answer (rule 8). Of nobody it is not so.
pub(super) fn is_uniform(counts: &[u32]) -> bool {
    let all: u32 = counts.iter().sum();
    let most = counts.iter().max().copied().unwrap_or(0);
    all > 0 && all - most <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_or_all_but_one_alike_is_uniform() {
        assert!(is_uniform(&[0, 6, 0]));
        assert!(is_uniform(&[1, 6, 0]));
        assert!(!is_uniform(&[1, 6, 1]));
        assert!(!is_uniform(&[2, 6]));
        assert!(!is_uniform(&[]));
        assert!(!is_uniform(&[0, 0]));
    }
}
