//! Elimination in whole numbers.
//!
//! Everything is exact: rows are multiplied crosswise and divided by what all their numbers have in
//! common, never by anything else. A number that would not fit ends the search, as its bound does.

/// How much may still be computed. One step is one number of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steps(pub u64);

impl Steps {
    /// None, when the bound is passed.
    fn take(&mut self, steps: usize) -> Option<()> {
        let steps = u64::try_from(steps).ok()?;
        self.0 = self.0.checked_sub(steps)?;
        Some(())
    }
}

/// Rows brought to the form in which each has a column of its own, and a further row reduced by them.
struct Reduced {
    rows: Vec<Vec<i64>>,
    /// Column of each row.
    pivots: Vec<usize>,
    rest: Vec<i64>,
}

/// Sets of columns, each of which can be combined so that no row sees the combination and the new
/// row does. Whatever the new row and the rows make together is not zero somewhere on each of
/// these sets. The sets lie as far as they can in the first columns. Empty: the new row follows from
/// the rows. None: the bound is passed.
pub(super) fn probes(
    rows: Vec<Vec<i64>>,
    new: Vec<i64>,
    steps: &mut Steps,
) -> Option<Vec<Vec<usize>>> {
    let reduced = reduce(rows, new, steps)?;
    let mut probes = vec![];
    for (column, _) in reduced.rest.iter().enumerate().filter(|(_, it)| **it != 0) {
        let seen = reduced.rows.iter().zip(&reduced.pivots).filter(|(row, _)| row[column] != 0);
        let mut probe: Vec<usize> = seen.map(|(_, pivot)| *pivot).collect();
        probe.push(column);
        probes.push(probe);
    }
    Some(probes)
}

fn reduce(mut rows: Vec<Vec<i64>>, mut rest: Vec<i64>, steps: &mut Steps) -> Option<Reduced> {
    let mut pivots = vec![];
    for column in 0..rest.len() {
        let free = pivots.len()..rows.len();
        let next =
            free.filter(|it| rows[*it][column] != 0).min_by_key(|it| rows[*it][column].abs());
        let Some(next) = next else { continue };
        rows.swap(pivots.len(), next);
        let row = std::mem::take(&mut rows[pivots.len()]);
        for other in rows.iter_mut().filter(|it| !it.is_empty()) {
            clear(other, &row, column, steps)?;
        }
        clear(&mut rest, &row, column, steps)?;
        rows[pivots.len()] = row;
        pivots.push(column);
    }
    rows.truncate(pivots.len());
    Some(Reduced { rows, pivots, rest })
}

/// Makes a number zero by a multiple of a row.
fn clear(row: &mut [i64], by: &[i64], column: usize, steps: &mut Steps) -> Option<()> {
    let (own, other) = (row[column], by[column]);
    if own == 0 {
        return Some(());
    }
    steps.take(row.len())?;
    let common = greatest_common(own, other);
    let (own, other) = (own / common, other / common);
    let mut divisor = 0;
    for (number, by) in row.iter_mut().zip(by) {
        *number = number.checked_mul(other)?.checked_sub(own.checked_mul(*by)?)?;
        if divisor != 1 && *number != 0 {
            divisor = greatest_common(divisor, *number);
        }
    }
    if divisor > 1 {
        for number in row.iter_mut() {
            *number /= divisor;
        }
    }
    Some(())
}

fn greatest_common(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[&[i64]], new: &[i64]) -> Option<Vec<Vec<usize>>> {
        let rows = rows.iter().map(|it| it.to_vec()).collect();
        probes(rows, new.to_vec(), &mut Steps(10_000))
    }

    #[test]
    fn what_follows_from_the_rows_has_no_probe() {
        assert_eq!(found(&[&[1, 1, 1], &[1, 0, 0]], &[0, 1, 1]), Some(vec![]));
        assert_eq!(found(&[&[1, 1, 0], &[0, 1, 1], &[1, 0, 1]], &[1, 1, 1]), Some(vec![]));
    }

    #[test]
    fn a_probe_is_not_seen_by_the_rows() {
        assert_eq!(found(&[&[1, 1, 1]], &[1, 0, 0]), Some(vec![vec![0, 1], vec![0, 2]]));
    }

    #[test]
    fn past_the_bound_there_is_no_answer() {
        let rows = vec![vec![1, 1, 1], vec![1, 0, 0]];
        assert_eq!(probes(rows, vec![0, 1, 1], &mut Steps(3)), None);
    }

    #[test]
    fn a_number_that_does_not_fit_ends_the_search() {
        let large = i64::MAX - 1;
        let rows = vec![vec![large, 1, 3], vec![large - 2, large - 6, 7]];
        assert_eq!(probes(rows, vec![1, 1, 1], &mut Steps(10_000)), None);
    }
}
