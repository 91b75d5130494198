//! Krippendorff's alpha.

use super::sample::real;

/// What may be said of two answers: the level of measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// Same or other.
    Nominal,
    /// More or less.
    Ordinal,
    /// How much more.
    Interval,
    /// How many times as much.
    Ratio,
}

/// Krippendorff's alpha, 1 − Dₒ/Dₑ: observed over expected disagreement in the coincidences of
/// values within units (Krippendorff, Content Analysis, 4th edition, 2018, chapter 12). Squared
/// distances: nominal 0 or 1; ordinal `(Σ_{c..k} n_g − (n_c + n_k)/2)²`; interval (c − k)²; ratio
/// ((c − k)/(c + k))².
///
/// A row per unit, an entry per rater, none where one is missing; units with fewer than two
/// ratings do not count. No unit, at most 1. None, if all ratings are the same.
pub fn krippendorff_alpha(units: &[Vec<Option<f64>>], level: Level) -> Option<f64> {
    let units = units.iter().map(|unit| unit.iter().copied().flatten().collect::<Vec<_>>());
    let units: Vec<_> = units.filter(|unit| unit.len() > 1).collect();
    let mut values: Vec<f64> = units.iter().flatten().copied().collect();
    values.sort_unstable_by(f64::total_cmp);
    values.dedup();
    let coincidences = coincidences(&units, &values);
    let margins: Vec<f64> = coincidences.iter().map(|row| row.iter().sum()).collect();
    let all: f64 = margins.iter().sum();
    let (mut observed, mut expected) = (0.0, 0.0);
    for c in 0..values.len() {
        for k in 0..values.len() {
            let distance = distance(level, &values, &margins, c, k);
            observed += coincidences[c][k] * distance;
            expected += margins[c] * margins[k] * distance;
        }
    }
    (expected > 0.0).then(|| 1.0 - observed * (all - 1.0) / expected)
}

/// How often two values stand beside each other in a unit, each unit weighing as much as it has
/// ratings.
fn coincidences(units: &[Vec<f64>], values: &[f64]) -> Vec<Vec<f64>> {
    let mut coincidences = vec![vec![0.0; values.len()]; values.len()];
    for unit in units {
        let places = unit.iter().map(|it| values.partition_point(|value| value < it));
        let places: Vec<_> = places.collect();
        let weight = 1.0 / real(unit.len() - 1);
        for (i, c) in places.iter().enumerate() {
            for (j, k) in places.iter().enumerate() {
                if i != j {
                    coincidences[*c][*k] += weight;
                }
            }
        }
    }
    coincidences
}

/// Squared.
fn distance(level: Level, values: &[f64], margins: &[f64], c: usize, k: usize) -> f64 {
    let (low, high) = (c.min(k), c.max(k));
    let (from, to) = (values[low], values[high]);
    match level {
        _ if low == high => 0.0,
        Level::Nominal => 1.0,
        Level::Ordinal => {
            let between: f64 = margins[low..=high].iter().sum();
            (between - f64::midpoint(margins[low], margins[high])).powi(2)
        }
        Level::Interval => (to - from).powi(2),
        Level::Ratio => ((to - from) / (to + from)).powi(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raters_who_agree_agree_at_every_level() {
        let units: Vec<_> = [1.0, 2.0, 5.0].iter().map(|it| vec![Some(*it); 3]).collect();
        for level in [Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio] {
            assert_eq!(krippendorff_alpha(&units, level), Some(1.0), "{level:?}");
        }
    }

    #[test]
    fn without_difference_there_is_none() {
        let same = vec![vec![Some(1.0), Some(1.0)], vec![Some(2.0), None]];
        assert_eq!(krippendorff_alpha(&same, Level::Interval), None);
        assert_eq!(krippendorff_alpha(&[], Level::Nominal), None);
    }
}
