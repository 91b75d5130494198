//! How precise a score is.

use serde::{Deserialize, Serialize};

/// So many standard errors on either side hold 95 % of a normal distribution.
const NINETY_FIVE: f64 = 1.96;

/// Standard error of measurement, SEM = SD·√(1 − r), with r a reliability from 0 to 1 (Lord and
/// Novick, Statistical Theories of Mental Test Scores, 1968). In the unit of the standard
/// deviation, 0 to SD. None, if r or SD lies outside of its bounds.
pub fn standard_error(deviation: f64, reliability: f64) -> Option<f64> {
    let bounded = deviation.is_finite() && deviation >= 0.0 && (0.0..=1.0).contains(&reliability);
    bounded.then(|| deviation * (1.0 - reliability).sqrt())
}

/// Where a score lies with its error, in the score's unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// The band of 95 %, score ± 1.96·SEM, in the unit of both; it may reach over the bounds of the
/// scale.
pub fn interval(score: f64, standard_error: f64) -> Interval {
    let margin = NINETY_FIVE * standard_error;
    Interval { low: score - margin, high: score + margin }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_lies_between_none_and_the_spread() {
        assert_eq!(standard_error(10.0, 0.75), Some(5.0));
        assert_eq!((standard_error(10.0, 1.0), standard_error(10.0, 0.0)), (Some(0.0), Some(10.0)));
        for (deviation, r) in [(10.0, 1.1), (10.0, -0.1), (-1.0, 0.5), (f64::NAN, 0.5)] {
            assert_eq!(standard_error(deviation, r), None, "{deviation} {r}");
        }
    }

    #[test]
    fn the_band_is_two_errors_wide_on_either_side() {
        let band = interval(50.0, 5.0);
        assert!((band.low - 40.2).abs() < 1e-12 && (band.high - 59.8).abs() < 1e-12);
    }
}
