//! Bands: which words belong to a score.

use super::Standing;

/// On which scale bands are declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Metric {
    /// The score itself.
    Raw,
    Z,
    T,
    IntelligenceQuotient,
    Sten,
    Stanine,
    Percentile,
}

impl Metric {
    /// None, if it needs a norm and there is none.
    pub fn of(self, raw: f64, standing: Option<&Standing>) -> Option<f64> {
        if self == Self::Raw {
            return Some(raw);
        }
        let standing = standing?;
        match self {
            Self::Raw => Some(raw),
            Self::Z => Some(standing.z),
            Self::T => Some(standing.t),
            Self::IntelligenceQuotient => Some(standing.intelligence_quotient),
            Self::Sten => Some(f64::from(standing.sten)),
            Self::Stanine => Some(f64::from(standing.stanine)),
            Self::Percentile => standing.percentile,
        }
    }
}

/// Where each band begins: the first below everything, each other at its limit, which belongs
/// to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands(Vec<f64>);

impl Bands {
    /// The limits between neighbours. None, unless they are finite and ascend.
    pub fn try_new(limits: Vec<f64>) -> Option<Self> {
        let ascending = limits.windows(2).all(|pair| pair[0] < pair[1]);
        (ascending && limits.iter().all(|it| it.is_finite())).then_some(Self(limits))
    }

    /// The place of the band that a value lies in, from 0.
    pub fn of(&self, value: f64) -> usize {
        self.0.partition_point(|limit| *limit <= value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_belongs_to_the_band_above() {
        let bands = Bands::try_new(vec![40.0, 60.0]).unwrap();
        for (value, band) in [(-9.0, 0), (39.99, 0), (40.0, 1), (59.99, 1), (60.0, 2), (99.0, 2)] {
            assert_eq!(bands.of(value), band, "{value}");
        }
        assert_eq!(Bands::try_new(vec![]).unwrap().of(1.0), 0);
        assert_eq!(Bands::try_new(vec![2.0, 1.0]), None);
        assert_eq!(Bands::try_new(vec![f64::NAN]), None);
    }

    #[test]
    fn without_a_norm_only_the_score_itself_has_a_band() {
        assert_eq!(Metric::Raw.of(3.5, None), Some(3.5));
        assert_eq!(Metric::Sten.of(3.5, None), None);
    }
}
