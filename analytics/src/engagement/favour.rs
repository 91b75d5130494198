//! Who is for something and who is against it.

use super::{real, score::Bounds};

/// From which answers on one is for, and up to which one is against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Favour {
    /// At least so much is favourable.
    pub from: f64,
    /// At most so much is unfavourable.
    pub against: f64,
}

/// How answers fall, in percent of those who answered; together 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shares {
    pub favourable: f64,
    pub neutral: f64,
    pub unfavourable: f64,
}

impl Favour {
    /// What holds where an instrument declares nothing: above two thirds of the range is
    /// favourable, below one third unfavourable; with an even number of points the upper and the
    /// lower half (domain rules, section 5).
    pub fn of_points(bounds: Bounds) -> Option<Self> {
        let range = (bounds.highest - bounds.lowest).round();
        if range < 1.0 {
            return None;
        }
        // So many points lie in the lower part, the lowest among them.
        let is_even = range % 2.0 > 0.5;
        let below = if is_even { (range - 1.0) / 2.0 } else { ((range - 1.0) / 3.0).floor() };
        Some(Self { from: bounds.highest - below, against: bounds.lowest + below })
    }

    /// The same of an item whose highest answer is the worst.
    pub fn reversed(self, bounds: Bounds) -> Self {
        Self { from: bounds.reversed(self.against), against: bounds.reversed(self.from) }
    }

    pub fn is_for(self, answer: f64) -> bool {
        answer >= self.from
    }

    /// Of those who answered; what was not observed or not told is no answer. None of no answers.
    pub fn shares(self, answers: &[f64]) -> Option<Shares> {
        let share = |holds: &dyn Fn(f64) -> bool| {
            let count = answers.iter().filter(|it| holds(**it)).count();
            100.0 * real(count) / real(answers.len())
        };
        (!answers.is_empty()).then(|| Shares {
            favourable: share(&|it| it >= self.from),
            neutral: share(&|it| it > self.against && it < self.from),
            unfavourable: share(&|it| it <= self.against),
        })
    }
}

/// Shares as whole percent that are 100 together: the largest remainders are rounded up, the
/// first of equals (Hare and Niemeyer).
pub(crate) fn whole(shares: &[f64]) -> Vec<i64> {
    let total: f64 = shares.iter().sum();
    if total <= 0.0 {
        return vec![0; shares.len()];
    }
    let exact: Vec<f64> = shares.iter().map(|it| 100.0 * it / total).collect();
    // A third thrice is 99.99…: what is next to a whole number is that number.
    let floors: Vec<f64> = exact.iter().map(|it| (it + 1e-9).floor()).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let rest = |i: &usize| exact[*i] - floors[*i];
    order.sort_by(|a, b| rest(b).total_cmp(&rest(a)).then(a.cmp(b)));
    let missing = 100.0 - floors.iter().sum::<f64>();
    let mut percent: Vec<i64> = floors.iter().map(|it| rounded(*it)).collect();
    let missing = usize::try_from(rounded(missing)).unwrap_or_default();
    for index in order.into_iter().take(missing) {
        percent[index] += 1;
    }
    percent
}

/// To the nearest whole number, halves away from 0.
#[expect(clippy::cast_possible_truncation, reason = "scores and shares are small")]
pub(crate) fn rounded(value: f64) -> i64 {
    value.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lowest: f64, highest: f64) -> Option<(f64, f64)> {
        Favour::of_points(Bounds { lowest, highest }).map(|it| (it.against, it.from))
    }

    /// The worked checks: 5 points 4–5 / 1–2; 7 points 6–7 / 1–2; 4 points 3–4 / 1–2.
    #[test]
    fn favour_begins_where_the_rule_says() {
        assert_eq!(of(1.0, 5.0), Some((2.0, 4.0)));
        assert_eq!(of(1.0, 7.0), Some((2.0, 6.0)));
        assert_eq!(of(1.0, 4.0), Some((2.0, 3.0)));
        assert_eq!(of(1.0, 2.0), Some((1.0, 2.0)));
        assert_eq!(of(1.0, 3.0), Some((1.0, 3.0)));
        assert_eq!(of(0.0, 10.0), Some((3.0, 7.0)));
        assert_eq!(of(1.0, 1.0), None);
    }

    #[test]
    fn a_reversed_item_is_favoured_below() {
        let bounds = Bounds { lowest: 1.0, highest: 5.0 };
        let declared = Favour { from: 5.0, against: 2.0 };
        assert_eq!(declared.reversed(bounds), Favour { from: 4.0, against: 1.0 });
    }

    #[test]
    fn shares_are_of_those_who_answered() {
        let five = Favour::of_points(Bounds { lowest: 1.0, highest: 5.0 }).unwrap();
        let found = five.shares(&[1.0, 3.0, 4.0, 5.0]).unwrap();
        assert_eq!((found.favourable, found.neutral, found.unfavourable), (50.0, 25.0, 25.0));
        assert_eq!(five.shares(&[]), None);
    }

    #[test]
    fn whole_shares_are_100_together() {
        assert_eq!(whole(&[100.0 / 3.0; 3]), [34, 33, 33]);
        assert_eq!(whole(&[12.5, 12.5, 75.0]), [13, 12, 75]);
        assert_eq!(whole(&[50.0, 25.0, 25.0]), [50, 25, 25]);
        assert_eq!(whole(&[0.0, 0.0]), [0, 0]);
    }
}
