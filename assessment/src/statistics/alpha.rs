//! Cronbach's alpha, and what each item does to it.

use nalgebra::DMatrix;

use super::{Missing, Sheets, sample::real};

/// Alpha is not computed for a scale of fewer items.
pub const FEWEST_ITEMS: usize = 3;

/// How reliable a scale is, in a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    /// By which rule missing answers were treated.
    pub missing: Missing,
    /// How many people it was computed from.
    pub people: usize,
    /// Cronbach's alpha, on covariances.
    pub alpha: f64,
    /// The same on correlations, as if all items had the same spread.
    pub standardized: f64,
    /// Mean of the correlations between two items.
    pub average_correlation: f64,
    /// In the order of the items.
    pub items: Vec<ItemReliability>,
}

/// What one item does to the scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ItemReliability {
    /// Correlation of the item with the sum of the others; none, if one of both does not vary.
    pub item_rest: Option<f64>,
    /// Alpha of the other items; none, if they do not vary.
    pub alpha_if_dropped: Option<f64>,
}

/// Cronbach's alpha, α = k/(k − 1) · (1 − Σ item variances / variance of the sum), where the
/// variance of the sum is the sum of all covariances (Cronbach, Psychometrika 16, 1951).
/// Standardised alpha is k·r̄/(1 + (k − 1)·r̄) with r̄ the mean correlation. The correlation of an
/// item with the rest is taken from the same covariances: (Σⱼ cᵢⱼ − cᵢᵢ)/√(cᵢᵢ · V₋ᵢ), V₋ᵢ the
/// variance of the sum of the others.
///
/// The sheets hold keyed answers in whatever unit. No unit; at most 1, and below 0 where items
/// contradict each other. None for fewer than [`FEWEST_ITEMS`] items, for fewer than two people,
/// and where nothing varies. Forced choices are no input: their items depend on each other.
pub fn reliability(sheets: &Sheets, missing: Missing) -> Option<Reliability> {
    if sheets.items() < FEWEST_ITEMS {
        return None;
    }
    let kept = sheets.kept(missing);
    let covariances = kept.covariances()?;
    let correlations = correlations(&covariances)?;
    let all: Vec<usize> = (0..kept.items()).collect();
    let average = average_correlation(&correlations);
    let size = real(kept.items());
    let item = |item: usize| {
        let others: Vec<_> = all.iter().copied().filter(|other| *other != item).collect();
        ItemReliability {
            item_rest: item_rest(&covariances, item),
            alpha_if_dropped: alpha(&covariances, &others),
        }
    };
    Some(Reliability {
        missing,
        people: kept.people(),
        alpha: alpha(&covariances, &all)?,
        standardized: size * average / (1.0 + (size - 1.0) * average),
        average_correlation: average,
        items: all.iter().copied().map(item).collect(),
    })
}

/// Of these items.
fn alpha(covariances: &DMatrix<f64>, items: &[usize]) -> Option<f64> {
    let own: f64 = items.iter().map(|i| covariances[(*i, *i)]).sum();
    let total: f64 = items.iter().flat_map(|i| items.iter().map(|j| covariances[(*i, *j)])).sum();
    let size = real(items.len());
    (total > 0.0).then(|| size / (size - 1.0) * (1.0 - own / total))
}

fn item_rest(covariances: &DMatrix<f64>, item: usize) -> Option<f64> {
    let own = covariances[(item, item)];
    let with_all = covariances.row(item).sum();
    let rest = covariances.sum() - 2.0 * with_all + own;
    let spread = own * rest;
    (spread > 0.0).then(|| (with_all - own) / spread.sqrt())
}

/// Of the covariances themselves; none, if an item does not vary.
fn correlations(covariances: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    let spreads: Vec<f64> = covariances.diagonal().iter().map(|it| it.sqrt()).collect();
    spreads.iter().all(|it| *it > 0.0).then(|| {
        DMatrix::from_fn(spreads.len(), spreads.len(), |i, j| {
            covariances[(i, j)] / (spreads[i] * spreads[j])
        })
    })
}

fn average_correlation(correlations: &DMatrix<f64>) -> f64 {
    let size = real(correlations.nrows());
    (correlations.sum() - correlations.trace()) / (size * (size - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets(rows: &[[f64; 3]]) -> Sheets {
        Sheets::try_new(rows.iter().map(|row| row.map(Some).to_vec()).collect()).unwrap()
    }

    #[test]
    fn items_that_say_the_same_are_wholly_reliable() {
        let found = reliability(&sheets(&[[1.0; 3], [2.0; 3], [4.0; 3]]), Missing::Listwise);
        let found = found.unwrap();
        assert!((found.alpha - 1.0).abs() < 1e-12 && (found.standardized - 1.0).abs() < 1e-12);
        assert!((found.items[0].item_rest.unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn two_items_have_no_alpha() {
        let two = Sheets::try_new(vec![vec![Some(1.0); 2], vec![Some(2.0); 2]]).unwrap();
        assert_eq!(reliability(&two, Missing::Listwise), None);
    }

    #[test]
    fn where_nothing_varies_there_is_none() {
        assert_eq!(reliability(&sheets(&[[3.0; 3], [3.0; 3]]), Missing::Listwise), None);
        assert_eq!(reliability(&sheets(&[[1.0, 2.0, 3.0]]), Missing::Pairwise), None);
    }
}
