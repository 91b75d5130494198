//! How much of the spread lies between groups.

use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use super::sample::{mean, real};

/// One-way analysis of variance of values in groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneWay {
    /// Groups that have a value.
    pub groups: usize,
    pub values: usize,
    /// Mean square between groups, in squared units.
    pub between: f64,
    /// Mean square within groups, in squared units.
    pub within: f64,
}

impl OneWay {
    /// MSB = Σ nᵍ(x̄ᵍ − x̄)²/(G − 1) and MSW = ΣΣ(x − x̄ᵍ)²/(N − G) (Fisher, 1925). None of fewer
    /// than two groups, or where every group has one value.
    pub fn of(groups: &[Vec<f64>]) -> Option<Self> {
        let means: Vec<_> = groups.iter().filter_map(|it| Some((it, mean(it)?))).collect();
        let values: usize = means.iter().map(|(group, _)| group.len()).sum();
        if means.len() < 2 || values <= means.len() {
            return None;
        }
        let sum: f64 = means.iter().flat_map(|(group, _)| group.iter()).sum();
        let grand = sum / real(values);
        let between: f64 =
            means.iter().map(|(group, mean)| real(group.len()) * (mean - grand).powi(2)).sum();
        let within: f64 = means
            .iter()
            .flat_map(|(group, mean)| group.iter().map(move |it| (it - mean).powi(2)))
            .sum();
        Some(Self {
            groups: means.len(),
            values,
            between: between / real(means.len() - 1),
            within: within / real(values - means.len()),
        })
    }

    /// F = MSB/MSW, without unit, 0 or more; none, if nothing varies within groups.
    pub fn f(&self) -> Option<f64> {
        (self.within > 0.0).then(|| self.between / self.within)
    }

    /// How likely such an F or a larger one is where groups do not differ, 0 to 1.
    pub fn p(&self) -> Option<f64> {
        let between = real(self.groups - 1);
        let within = real(self.values - self.groups);
        Some(FisherSnedecor::new(between, within).ok()?.sf(self.f()?))
    }

    /// Share of one rater's answer that its group explains, ICC(1) = (MSB − MSW)/(MSB +
    /// (k − 1)·MSW), with k the mean size of the groups (Bliese, in Klein and Kozlowski, 2000).
    /// No unit, at most 1; below 0 where groups differ less than their members.
    pub fn icc1(&self) -> Option<f64> {
        let size = real(self.values) / real(self.groups);
        let all = self.between + (size - 1.0) * self.within;
        (all > 0.0).then(|| (self.between - self.within) / all)
    }

    /// Reliability of the groups' means, ICC(2) = (MSB − MSW)/MSB (the same source). No unit, at
    /// most 1.
    pub fn icc2(&self) -> Option<f64> {
        (self.between > 0.0).then(|| (self.between - self.within) / self.between)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_by_hand() {
        let found = OneWay::of(&[vec![1.0, 3.0], vec![], vec![5.0, 7.0]]).unwrap();
        let expected = OneWay { groups: 2, values: 4, between: 16.0, within: 2.0 };
        assert_eq!((found, found.f()), (expected, Some(8.0)));
        assert_eq!((found.icc1(), found.icc2()), (Some(14.0 / 18.0), Some(0.875)));
    }

    #[test]
    fn without_groups_or_spread_there_is_none() {
        assert_eq!(OneWay::of(&[vec![1.0, 2.0]]), None);
        assert_eq!(OneWay::of(&[vec![1.0], vec![2.0]]), None);
        let flat = OneWay::of(&[vec![1.0, 1.0], vec![1.0, 1.0]]).unwrap();
        assert_eq!((flat.f(), flat.p(), flat.icc1(), flat.icc2()), (None, None, None, None));
    }
}
