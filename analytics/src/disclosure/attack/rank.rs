//! Is there a combination of what is shown that is about fewer than `k` people?
//!
//! The rows span a space; the smallest support of a vector in it is looked for by its complement. A
//! set of people supports a vector of the space exactly if their columns in a basis of the null space
//! depend on each other. So all sets of fewer than `k` people are tried, in arithmetic modulo a
//! prime, where chance could only make sets look exposed that are not.

use std::collections::{BTreeMap, BTreeSet};

use super::{Row, organisation::Chance};

const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b) % u128::from(PRIME);
    u64::try_from(product).expect("below the prime")
}

fn minus(a: u64, b: u64) -> u64 {
    (a + PRIME - b) % PRIME
}

fn inverse(a: u64) -> u64 {
    let (mut result, mut base, mut power) = (1, a, PRIME - 2);
    while power > 0 {
        if power & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        power >>= 1;
    }
    result
}

/// The smallest set of 1 to `k` − 1 people that some combination of the rows is about.
pub fn exposed(rows: &BTreeSet<Row>, k: usize) -> Option<BTreeSet<usize>> {
    // People in the same rows are one column.
    let people: BTreeSet<usize> = rows.iter().flatten().copied().collect();
    let mut columns: BTreeMap<Vec<bool>, Vec<usize>> = BTreeMap::new();
    for person in people {
        let column = rows.iter().map(|it| it.contains(&person)).collect();
        columns.entry(column).or_default().push(person);
    }
    let groups: Vec<&Vec<usize>> = columns.values().collect();
    let matrix: Vec<Vec<u64>> =
        (0..rows.len()).map(|row| columns.keys().map(|it| u64::from(it[row])).collect()).collect();
    let dual = projected_null_space(matrix, groups.len(), k);
    (1..k).find_map(|most| {
        let mut search =
            Search { groups: &groups, dual: &dual, most, chosen: vec![], basis: vec![] };
        search.from(0, 0).then(|| search.chosen.iter().flat_map(|it| groups[*it].clone()).collect())
    })
}

/// For each column its place in a null space basis, seen from `k` directions of chance: sets of
/// fewer than `k` that are independent stay so.
fn projected_null_space(mut rows: Vec<Vec<u64>>, columns: usize, k: usize) -> Vec<Vec<u64>> {
    let mut pivots: Vec<usize> = vec![];
    for column in 0..columns {
        let Some(next) = (pivots.len()..rows.len()).find(|it| rows[*it][column] != 0) else {
            continue;
        };
        rows.swap(pivots.len(), next);
        let scale = inverse(rows[pivots.len()][column]);
        let row: Vec<u64> = rows[pivots.len()].iter().map(|it| times(*it, scale)).collect();
        for other in &mut rows {
            let factor = other[column];
            if factor != 0 {
                other.iter_mut().zip(&row).for_each(|(a, b)| *a = minus(*a, times(factor, *b)));
            }
        }
        rows[pivots.len()] = row;
        pivots.push(column);
    }
    let free: Vec<usize> = (0..columns).filter(|it| !pivots.contains(it)).collect();
    let mut chance = Chance::new(77);
    let mut dual: Vec<Vec<u64>> = vec![vec![]; columns];
    for _ in 0..k {
        for column in &free {
            dual[*column].push(chance.next() % PRIME);
        }
        for (row, pivot) in pivots.iter().enumerate() {
            let sum = free.iter().fold(0, |sum, it| {
                (sum + times(rows[row][*it], *dual[*it].last().expect("just put"))) % PRIME
            });
            dual[*pivot].push(minus(0, sum));
        }
    }
    dual
}

struct Search<'a> {
    groups: &'a [&'a Vec<usize>],
    dual: &'a [Vec<u64>],
    most: usize,
    chosen: Vec<usize>,
    /// The chosen columns, each reduced by those before, with the place of its leading number.
    basis: Vec<(usize, Vec<u64>)>,
}

impl Search<'_> {
    /// Whether a dependent set of at most so many people can be made of the chosen and later ones.
    fn from(&mut self, first: usize, people: usize) -> bool {
        for column in first..self.groups.len() {
            let people = people + self.groups[column].len();
            if people > self.most {
                continue;
            }
            let mut vector = self.dual[column].clone();
            for (lead, other) in &self.basis {
                let factor = vector[*lead];
                if factor != 0 {
                    vector
                        .iter_mut()
                        .zip(other)
                        .for_each(|(a, b)| *a = minus(*a, times(factor, *b)));
                }
            }
            self.chosen.push(column);
            let Some(lead) = vector.iter().position(|it| *it != 0) else { return true };
            let scale = inverse(vector[lead]);
            for number in &mut vector {
                *number = times(*number, scale);
            }
            self.basis.push((lead, vector));
            if self.from(column + 1, people) {
                return true;
            }
            self.basis.pop();
            self.chosen.pop();
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[std::ops::Range<usize>]) -> BTreeSet<Row> {
        rows.iter().map(|it| it.clone().collect()).collect()
    }

    #[test]
    fn the_attack_finds_differences() {
        assert_eq!(exposed(&rows(&[0..20, 0..17]), 5), Some([17, 18, 19].into()));
        assert_eq!(exposed(&rows(&[0..20, 0..15]), 5), None);
        assert_eq!(exposed(&rows(&[0..20, 0..10, 9..20]), 5), Some([9].into()));
        assert_eq!(exposed(&[(0..4).collect()].into(), 5), Some((0..4).collect()));
        assert_eq!(exposed(&[(0..5).collect()].into(), 5), None);
    }

    #[test]
    fn r45_the_attack_finds_the_third_view() {
        let p = (0..17).collect();
        let t = (10..17).collect();
        let alpha = (0..10).chain([20]).collect();
        assert_eq!(exposed(&[p, t, alpha].into(), 5), Some([20].into()));
    }
}
