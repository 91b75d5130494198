//! Answers on a scale of favour: shares and indices of engagement.

use super::sample::{mean, real};

/// From which answers on one is for, and up to which one is against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Favourable {
    /// At least so much is favourable.
    pub from: f64,
    /// At most so much is unfavourable.
    pub against: f64,
}

impl Favourable {
    /// What holds where an instrument declares nothing, for answers in whole points: above two
    /// thirds of the range is favourable, below one third unfavourable; with an even number of
    /// points the upper and the lower half. Five points: 4–5 and 1–2; seven: 6–7 and 1–2; four:
    /// 3–4 and 1–2.
    pub fn of_points(lowest: i32, highest: i32) -> Option<Self> {
        let range = highest.checked_sub(lowest).filter(|range| *range > 0)?;
        let halves = range % 2 == 1;
        let against = if halves { range / 2 } else { (range - 1) / 3 };
        Some(Self {
            from: f64::from(highest) - f64::from(against),
            against: f64::from(lowest) + f64::from(against),
        })
    }
}

/// How many answered, and how they fall, in percent of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    pub answered: usize,
    pub favourable: f64,
    pub neutral: f64,
    pub unfavourable: f64,
}

/// Percent of valid answers that are favourable, neutral and unfavourable; together 100. What
/// was not observed or not told is no answer and is not among them. None of no answers.
pub fn shares(answers: &[f64], limits: Favourable) -> Option<Shares> {
    let share = |holds: &dyn Fn(f64) -> bool| {
        let count = answers.iter().filter(|it| holds(**it)).count();
        100.0 * real(count) / real(answers.len())
    };
    (!answers.is_empty()).then(|| Shares {
        answered: answers.len(),
        favourable: share(&|it| it >= limits.from),
        neutral: share(&|it| it > limits.against && it < limits.from),
        unfavourable: share(&|it| it <= limits.against),
    })
}

/// Unweighted mean over a factor's items of the item's favourable share, in percent: the index of
/// the U.S. Federal Employee Viewpoint Survey, whose whole is again the mean of its factors. None,
/// if an item has no answer.
pub fn favourable_index(items: &[Option<Shares>]) -> Option<f64> {
    let shares = items.iter().map(|it| it.map(|it| it.favourable));
    mean(&shares.collect::<Option<Vec<_>>>()?)
}

/// A score from 0 to 100: 100·(x − min)/(max − min), with the scale's declared bounds.
pub fn on_hundred(score: f64, lowest: f64, highest: f64) -> Option<f64> {
    (highest > lowest).then(|| 100.0 * (score - lowest) / (highest - lowest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn favour_begins_where_the_rule_says() {
        let of = |lowest, highest| {
            Favourable::of_points(lowest, highest).map(|it| (it.against, it.from))
        };
        assert_eq!(of(1, 5), Some((2.0, 4.0)));
        assert_eq!(of(1, 7), Some((2.0, 6.0)));
        assert_eq!(of(1, 4), Some((2.0, 3.0)));
        assert_eq!(of(0, 10), Some((3.0, 7.0)));
        assert_eq!(of(0, 4), Some((1.0, 3.0)));
        assert_eq!(of(1, 3), Some((1.0, 3.0)));
        assert_eq!((of(1, 1), of(2, 1)), (None, None));
    }

    #[test]
    fn shares_are_of_those_who_answered() {
        let limits = Favourable::of_points(1, 5).unwrap();
        let found = shares(&[1.0, 3.0, 4.0, 5.0], limits).unwrap();
        let told = (found.answered, found.favourable, found.neutral, found.unfavourable);
        assert_eq!(told, (4, 50.0, 25.0, 25.0));
        assert_eq!(shares(&[], limits), None);
        assert_eq!(favourable_index(&[Some(found), None]), None);
        assert_eq!(on_hundred(3.0, 1.0, 5.0), Some(50.0));
    }
}
