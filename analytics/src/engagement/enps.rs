//! Who would recommend the employer.

use super::{mean, real};

/// Fewer give no number.
pub(crate) const FEWEST: usize = 20;
/// From 9 on one promotes, up to 6 one detracts.
const PROMOTES: f64 = 9.0;
const DETRACTS: f64 = 6.0;
/// Of a normal distribution, two-sided.
const NINETY_FIVE: f64 = 1.96;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Recommendation {
    /// % of 9–10 minus % of 0–6.
    pub score: f64,
    /// Of 95 %, in points.
    pub margin: f64,
}

/// % of 9–10 minus % of 0–6, with its 95 % margin 1.96·100·√((p + d − (p − d)²)/n); below 20
/// respondents the number is withheld (domain rules, section 5).
pub(crate) fn recommendation(answers: &[f64]) -> Option<Recommendation> {
    if answers.len() < FEWEST {
        return None;
    }
    let share = |holds: fn(f64) -> bool| {
        mean(answers.iter().map(|it| if holds(*it) { 1.0 } else { 0.0 }))
    };
    let promoters = share(|it| it >= PROMOTES)?;
    let detractors = share(|it| it <= DETRACTS)?;
    let difference = promoters - detractors;
    let variance = (promoters + detractors - difference.powi(2)).max(0.0);
    Some(Recommendation {
        score: 100.0 * difference,
        margin: NINETY_FIVE * 100.0 * (variance / real(answers.len())).sqrt(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(promoters: usize, passives: usize, detractors: usize) -> Option<Recommendation> {
        let part = |count, answer| std::iter::repeat_n(answer, count);
        let all = part(promoters, 9.0).chain(part(passives, 8.0)).chain(part(detractors, 6.0));
        recommendation(&all.collect::<Vec<_>>())
    }

    /// Fifty promoters, thirty passives, twenty detractors: 30, and 1.96·√(0.7 − 0.09)·10.
    #[test]
    fn a_score_by_hand() {
        let found = of(50, 30, 20).unwrap();
        assert!((found.score - 30.0).abs() < 1e-9);
        assert!((found.margin - 19.6 * 0.61_f64.sqrt()).abs() < 1e-9);
    }

    #[test]
    fn where_the_ends_are() {
        let ends = [vec![10.0; 10], vec![0.0; 10]].concat();
        assert_eq!(recommendation(&ends).map(|it| it.score), Some(0.0));
        assert_eq!(of(0, 40, 0), Some(Recommendation { score: 0.0, margin: 0.0 }));
        assert_eq!(of(20, 0, 0), Some(Recommendation { score: 100.0, margin: 0.0 }));
    }

    #[test]
    fn of_fewer_than_twenty_it_is_withheld() {
        assert_eq!(of(19, 0, 0), None);
        assert!(of(10, 5, 5).is_some());
    }
}
