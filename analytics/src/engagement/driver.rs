//! What goes with engagement: correlation, and no cause.

use super::{mean, real};

/// Fewer give no correlation of their own.
pub(crate) const FEWEST: usize = 20;

/// Pearson's correlation of an item with the outcome over those who answered both, −1 to 1 (domain
/// rules, section 5). None of fewer than 20 of them, and where one side does not vary. An item of
/// the outcome is no driver of it: whoever asks leaves those out.
pub(crate) fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < FEWEST {
        return None;
    }
    let x = mean(pairs.iter().map(|it| it.0))?;
    let y = mean(pairs.iter().map(|it| it.1))?;
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (a, b) in pairs {
        xx += (a - x).powi(2);
        yy += (b - y).powi(2);
        xy += (a - x) * (b - y);
    }
    let scale = (xx * yy).sqrt();
    // What varies by less than the numbers can hold does not vary.
    (scale > f64::EPSILON * real(pairs.len())).then(|| (xy / scale).clamp(-1.0, 1.0))
}

/// To two decimals, in hundredths.
pub(crate) fn hundredths(correlation: f64) -> i64 {
    super::favour::rounded(100.0 * correlation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_correlates_wholly() {
        let line: Vec<_> = (0..20_u32).map(|it| (f64::from(it), 2.0 * f64::from(it))).collect();
        assert_eq!(correlation(&line), Some(1.0));
        let against: Vec<_> = line.iter().map(|(a, b)| (*a, -b)).collect();
        assert_eq!(correlation(&against), Some(-1.0));
        assert_eq!(correlation(&line[..19]), None);
        assert_eq!(hundredths(-0.456), -46);
    }

    #[test]
    fn what_does_not_vary_correlates_with_nothing() {
        let flat: Vec<_> = (0..30_u32).map(|it| (f64::from(it), 4.0)).collect();
        assert_eq!(correlation(&flat), None);
    }
}
