//! Standard scores.

use statrs::distribution::{ContinuousCDF, Normal};

/// Lest a z that is exact in decimals falls below its step.
const HAIR: f64 = 1e-9;

/// z = (x − M)/SD, in standard deviations of the group. None, where the group does not vary.
pub fn z_score(score: f64, mean: f64, deviation: f64) -> Option<f64> {
    (deviation > 0.0 && deviation.is_finite()).then(|| (score - mean) / deviation)
}

/// T = 50 + 10z (`McCall`, 1922): mean 50, standard deviation 10.
pub fn t_score(z: f64) -> f64 {
    50.0 + 10.0 * z
}

/// IQ = 100 + 15z (Wechsler, 1939): mean 100, standard deviation 15.
pub fn intelligence_quotient(z: f64) -> f64 {
    100.0 + 15.0 * z
}

/// Standard nine, ⌊2z + 5.5⌋ from 1 to 9: half a standard deviation each, 5 about the mean.
pub fn stanine(z: f64) -> u8 {
    step(2.0 * z + 5.5, 9)
}

/// Standard ten, ⌊2z + 6⌋ from 1 to 10 (Cattell and Eber, 1964): half a standard deviation each,
/// the mean between 5 and 6. z = 0.5 is 7, z = 1 is 8.
pub fn sten(z: f64) -> u8 {
    step(2.0 * z + 6.0, 10)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it lies between 1 and 10"
)]
fn step(exact: f64, highest: u8) -> u8 {
    (exact + HAIR).floor().clamp(1.0, f64::from(highest)) as u8
}

/// 100·Φ(z): what percentage of a normal distribution lies below, 0 to 100. Only where the
/// norm declares normality.
pub fn normal_percentile(z: f64) -> f64 {
    100.0 * Normal::standard().cdf(z)
}

/// Normalised T, 50 + 10·Φ⁻¹(percentile/100): where a normal distribution would have the same
/// percentile. None, unless the percentile lies between 0 and 100.
pub fn normalised_t(percentile: f64) -> Option<f64> {
    let inside = percentile > 0.0 && percentile < 100.0;
    inside.then(|| t_score(Normal::standard().inverse_cdf(percentile / 100.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stens_and_stanines_step_where_they_should() {
        for (z, ten) in
            [(-9.0, 1), (-2.0, 2), (-0.5, 5), (-0.001, 5), (0.0, 6), (0.5, 7), (1.0, 8), (9.0, 10)]
        {
            assert_eq!(sten(z), ten, "{z}");
        }
        for (z, nine) in
            [(-9.0, 1), (-1.75, 2), (-0.26, 4), (-0.25, 5), (0.0, 5), (0.25, 6), (9.0, 9)]
        {
            assert_eq!(stanine(z), nine, "{z}");
        }
        // 0.5 in decimals, a hair below it in bits.
        assert_eq!(sten(0.3 + 0.1 + 0.1 - f64::EPSILON), 7);
    }

    #[test]
    fn z_is_in_standard_deviations_of_the_group() {
        assert_eq!(z_score(13.0, 10.0, 2.0), Some(1.5));
        assert_eq!((t_score(1.5), intelligence_quotient(1.5)), (65.0, 122.5));
        assert_eq!((z_score(1.0, 1.0, 0.0), z_score(1.0, 1.0, f64::NAN)), (None, None));
    }

    #[test]
    fn percentiles_of_a_normal_distribution() {
        assert!((normal_percentile(0.0) - 50.0).abs() < 1e-12);
        assert!((normal_percentile(1.959_963_984_540_054) - 97.5).abs() < 1e-9);
        assert!((normalised_t(97.5).unwrap() - 69.599_639_845_400_54).abs() < 1e-9);
        assert_eq!((normalised_t(0.0), normalised_t(100.0)), (None, None));
    }
}
