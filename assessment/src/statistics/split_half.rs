//! Odd against even items.

use super::{Sheets, sample::correlation};

/// Split-half reliability, odd against even items in their order, stepped up after Spearman and
/// Brown: 2r/(1 + r), with r the correlation of both halves' sums (Brown; Spearman, British
/// Journal of Psychology 3, 1910).
///
/// Of people who answered every item, in whatever unit. No unit, at most 1. None for fewer than
/// two items or people, where a half does not vary, and where the halves are opposites.
pub fn split_half(sheets: &Sheets) -> Option<f64> {
    if sheets.items() < 2 {
        return None;
    }
    let half = |row: &[f64], from: usize| row.iter().skip(from).step_by(2).sum::<f64>();
    let rows = sheets.complete();
    let halves: Vec<_> = rows.iter().map(|row| (half(row, 0), half(row, 1))).collect();
    let r = correlation(&halves)?;
    (r > -1.0).then(|| 2.0 * r / (1.0 + r))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_that_agree_are_reliable_and_opposites_have_none() {
        let of = |rows: &[[f64; 2]]| {
            Sheets::try_new(rows.iter().map(|row| row.map(Some).to_vec()).collect()).unwrap()
        };
        assert_eq!(split_half(&of(&[[1.0, 2.0], [2.0, 3.0], [3.0, 4.0]])), Some(1.0));
        assert_eq!(split_half(&of(&[[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]])), None);
        assert_eq!(split_half(&of(&[[1.0, 3.0]])), None);
    }
}
