//! Whether the raters of one target agree.

use super::{
    Sheets,
    sample::{mean, real, variance},
};

/// Variance of answers that fall on each of A points equally often, (A² − 1)/12, in squared
/// points.
pub fn null_variance(points: u32) -> f64 {
    (f64::from(points).powi(2) - 1.0) / 12.0
}

/// Agreement within a group on one item, rwg = 1 − s²/σ², with σ² the [`null_variance`] of the
/// item's points, cut at 0 (James, Demaree and Wolf, Journal of Applied Psychology 69, 1984).
/// No unit, 0 to 1. None of fewer than two raters or points.
pub fn rwg(ratings: &[f64], points: u32) -> Option<f64> {
    let spread = variance(ratings)?;
    (points > 1).then(|| (1.0 - spread / null_variance(points)).max(0.0))
}

/// Agreement within a group on a scale of J items, rwg(j) = J·q/(J·q + 1 − q), with
/// q = 1 − mean s²/σ² cut at 0 (the same authors). Raters who left an item out do not count.
/// No unit, 0 to 1. None of no items, and of fewer than two raters or points.
pub fn rwg_j(ratings: &Sheets, points: u32) -> Option<f64> {
    let complete = ratings.complete();
    let column = |item: usize| complete.iter().map(|row| row[item]).collect::<Vec<_>>();
    let spreads = (0..ratings.items()).map(|item| variance(&column(item)));
    let spread = mean(&spreads.collect::<Option<Vec<_>>>()?)?;
    (points > 1).then(|| {
        let q = (1.0 - spread / null_variance(points)).max(0.0);
        let jq = real(ratings.items()) * q;
        jq / (jq + 1.0 - q)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_is_whole_or_cut_at_none() {
        assert_eq!(rwg(&[4.0, 4.0, 4.0], 5), Some(1.0));
        assert_eq!(rwg(&[1.0, 5.0], 5), Some(0.0));
        assert_eq!((rwg(&[4.0], 5), rwg(&[4.0, 4.0], 1)), (None, None));
    }

    #[test]
    fn of_several_items_whoever_answered_all_counts() {
        let ratings = Sheets::try_new(vec![
            vec![Some(4.0), Some(4.0)],
            vec![Some(4.0), Some(4.0)],
            vec![Some(1.0), None],
        ]);
        assert_eq!(rwg_j(&ratings.unwrap(), 5), Some(1.0));
        assert_eq!(rwg_j(&Sheets::default(), 5), None);
    }
}
