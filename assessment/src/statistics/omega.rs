//! Omega total of one common factor.

use nalgebra::DMatrix;

use super::alpha::FEWEST_ITEMS;

/// How much of a sum one common factor and what is shared explain.
#[derive(Clone, Debug, PartialEq)]
pub struct Omega {
    /// Of each item on the factor, −1 to 1; their sum is positive.
    pub loadings: Vec<f64>,
    /// Against the variance that the factor model says the sum has: the one that is told.
    pub total: f64,
    /// Against the variance that the sum has.
    pub observed: f64,
}

impl Omega {
    /// How it is found, as it is told with the number.
    pub const METHOD: &str = "one factor, minres, correlations";
}

/// What an item has of its own is at least so much, lest a factor is one item.
const LEAST_UNIQUENESS: f64 = 0.005;
/// Loadings that change less between two rounds have settled.
const SETTLED: f64 = 1e-12;
const MOST_ROUNDS: usize = 100_000;

/// Omega total after `McDonald` (Test Theory, 1999): ω = (Σλ)²/((Σλ)² + Σ(1 − λ²)), with λ the
/// loadings of one factor that leaves the least squared residuals of the correlations beside
/// the diagonal (minres: Harman and Jones, Psychometrika 31, 1966). Against the observed
/// variance it is 1 − Σ(1 − λ²)/Σr.
///
/// The loadings are found one at a time, each the best with the others as they are, from the
/// first principal component, until none moves by 1e-12; the same input gives the same bits.
/// No unit, 0 to 1. None for fewer than three items and where no solution is found.
pub fn omega_total(correlations: &DMatrix<f64>) -> Option<Omega> {
    if correlations.nrows() < FEWEST_ITEMS {
        return None;
    }
    let mut loadings = principal(correlations);
    (0..MOST_ROUNDS).find(|_| round(correlations, &mut loadings) < SETTLED)?;
    if loadings.iter().sum::<f64>() < 0.0 {
        for loading in &mut loadings {
            *loading = -*loading;
        }
    }
    let common = loadings.iter().sum::<f64>().powi(2);
    let unique: f64 = loadings.iter().map(|it| 1.0 - it * it).sum();
    let variance = correlations.sum();
    (variance > 0.0).then(|| Omega {
        total: common / (common + unique),
        observed: 1.0 - unique / variance,
        loadings,
    })
}

/// Where the search begins.
fn principal(correlations: &DMatrix<f64>) -> Vec<f64> {
    let eigen = correlations.clone().symmetric_eigen();
    let first = eigen.eigenvalues.imax();
    let size = eigen.eigenvalues[first].max(0.0).sqrt();
    // The sign of an eigenvector means nothing: the search has one to start from.
    let vector = eigen.eigenvectors.column(first);
    let sign = if vector.sum() < 0.0 { -1.0 } else { 1.0 };
    vector.iter().map(|it| sign * it * size).collect()
}

/// How far the loading that moved furthest moved.
fn round(correlations: &DMatrix<f64>, loadings: &mut [f64]) -> f64 {
    let most = (1.0 - LEAST_UNIQUENESS).sqrt();
    let mut moved: f64 = 0.0;
    for i in 0..loadings.len() {
        let others = (0..loadings.len()).filter(|j| *j != i);
        let (mut with, mut squares) = (0.0, 0.0);
        for j in others {
            with += correlations[(i, j)] * loadings[j];
            squares += loadings[j] * loadings[j];
        }
        let next = if squares > 0.0 { (with / squares).clamp(-most, most) } else { 0.0 };
        moved = moved.max((next - loadings[i]).abs());
        loadings[i] = next;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The correlations of a perfect one-factor model.
    fn implied(loadings: &[f64]) -> DMatrix<f64> {
        DMatrix::from_fn(loadings.len(), loadings.len(), |i, j| {
            if i == j { 1.0 } else { loadings[i] * loadings[j] }
        })
    }

    #[test]
    fn a_factor_that_is_there_is_found() {
        let loadings = [0.8, 0.7, 0.6, -0.5];
        let found = omega_total(&implied(&loadings)).unwrap();
        for (found, of) in found.loadings.iter().zip(loadings) {
            assert!((found - of).abs() < 1e-9, "{found} {of}");
        }
        assert!((found.total - found.observed).abs() < 1e-9);
    }

    #[test]
    fn no_item_is_the_factor() {
        let heywood = DMatrix::from_row_slice(3, 3, &[1.0, 0.9, 0.9, 0.9, 1.0, 0.1, 0.9, 0.1, 1.0]);
        let found = omega_total(&heywood).unwrap();
        assert!(found.loadings.iter().all(|it| it * it <= 1.0 - LEAST_UNIQUENESS + 1e-12));
    }

    #[test]
    fn two_items_have_no_factor() {
        assert_eq!(omega_total(&implied(&[0.7, 0.7])), None);
    }
}
