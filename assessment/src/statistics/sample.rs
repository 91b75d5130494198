//! Mean, variance, covariance and correlation of a sample.

/// A count as a real number; counts of people and items stay far below 2⁵².
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
pub fn real(count: usize) -> f64 {
    count as f64
}

/// Arithmetic mean, Σx/n, in the unit of the values. None of no values.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / real(values.len()))
}

/// Variance of a sample, Σ(x − x̄)²/(n − 1), in the square of the values' unit, 0 or more. None
/// of fewer than two values.
pub fn variance(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (values.len() > 1).then(|| squares / real(values.len() - 1))
}

/// Standard deviation of a sample, the root of [`variance`], in the unit of the values.
pub fn deviation(values: &[f64]) -> Option<f64> {
    variance(values).map(f64::sqrt)
}

/// Covariance of a sample, Σ(x − x̄)(y − ȳ)/(n − 1), in the product of both units. None of fewer
/// than two pairs.
pub fn covariance(pairs: &[(f64, f64)]) -> Option<f64> {
    let mean_x = pairs.iter().map(|(x, _)| x).sum::<f64>() / real(pairs.len());
    let mean_y = pairs.iter().map(|(_, y)| y).sum::<f64>() / real(pairs.len());
    let products: f64 = pairs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    (pairs.len() > 1).then(|| products / real(pairs.len() - 1))
}

/// Pearson's correlation, cov(x, y)/(`SD(x)` · `SD(y)`), without unit, −1 to 1. None of fewer
/// than two pairs, and where one side does not vary.
pub fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let of = |side: fn(&(f64, f64)) -> f64| variance(&pairs.iter().map(side).collect::<Vec<_>>());
    let spread = (of(|pair| pair.0)? * of(|pair| pair.1)?).sqrt();
    let covariance = covariance(pairs)?;
    (spread > 0.0).then(|| (covariance / spread).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_few_there_is_nothing() {
        assert_eq!((mean(&[]), variance(&[3.0]), deviation(&[3.0])), (None, None, None));
        assert_eq!((covariance(&[]), covariance(&[(1.0, 2.0)])), (None, None));
        assert_eq!(correlation(&[(1.0, 2.0), (1.0, 3.0)]), None);
    }

    #[test]
    fn a_sample_by_hand() {
        let values = [2.0, 4.0, 4.0, 6.0];
        assert_eq!(mean(&values), Some(4.0));
        assert_eq!(variance(&values), Some(8.0 / 3.0));
        let pairs = [(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)];
        assert_eq!((covariance(&pairs), correlation(&pairs)), (Some(2.0), Some(1.0)));
        let against = pairs.map(|(x, y)| (x, -y));
        assert_eq!(correlation(&against), Some(-1.0));
    }
}
