//! Scores from 0 to 100, and the score of one person on several items.

use super::{mean, real};

/// The lowest and the highest answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub lowest: f64,
    pub highest: f64,
}

impl Bounds {
    /// 100·(x − min)/(max − min); bounds that are one point have no scale.
    pub fn on_hundred(self, x: f64) -> Option<f64> {
        let range = self.highest - self.lowest;
        (range > 0.0).then(|| 100.0 * (x - self.lowest) / range)
    }

    /// x' = min + max − x.
    pub fn reversed(self, x: f64) -> f64 {
        self.lowest + self.highest - x
    }
}

/// An item on a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Keyed {
    /// Where it stands among all items.
    pub item: usize,
    pub reversed: bool,
    pub weight: f64,
}

/// What several items together measure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Factor {
    pub bounds: Bounds,
    pub items: Vec<Keyed>,
    /// The least number of answered items.
    pub least: usize,
}

impl Factor {
    /// Half of the items, rounded up: what holds where nothing is declared.
    pub fn half(items: usize) -> usize {
        items.div_ceil(2)
    }

    /// One person's score from 0 to 100: the weighted mean of the keyed items that they answered.
    /// None, if they answered fewer than are asked for; what is missing is never 0.
    pub fn score(&self, answers: &[Option<f64>]) -> Option<f64> {
        let answered: Vec<(f64, f64)> = self.answered(answers).collect();
        if answered.is_empty() || answered.len() < self.least {
            return None;
        }
        let weights: f64 = answered.iter().map(|(_, weight)| weight).sum();
        let sum: f64 = answered.iter().map(|(answer, weight)| answer * weight).sum();
        self.bounds.on_hundred((weights > 0.0).then(|| sum / weights)?)
    }

    fn answered(&self, answers: &[Option<f64>]) -> impl Iterator<Item = (f64, f64)> {
        self.items.iter().filter_map(move |key| {
            let answer = answers.get(key.item).copied().flatten()?;
            let keyed = if key.reversed { self.bounds.reversed(answer) } else { answer };
            Some((keyed, key.weight))
        })
    }
}

/// How far apart answers are, where too few answered to say it in a number: by the standard
/// deviation in parts of the largest one that the range allows, half of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spread {
    Low,
    Middle,
    High,
}

/// Up to a third of the largest deviation there can be it is low, from two thirds on high.
pub(crate) fn spread(scores: &[f64]) -> Option<Spread> {
    const LARGEST: f64 = 50.0;
    let mean = mean(scores.iter().copied())?;
    let squares: f64 = scores.iter().map(|it| (it - mean).powi(2)).sum();
    let share = (squares / real(scores.len())).sqrt() / LARGEST;
    Some(match share {
        share if share < 1.0 / 3.0 => Spread::Low,
        share if share < 2.0 / 3.0 => Spread::Middle,
        _ => Spread::High,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: Bounds = Bounds { lowest: 1.0, highest: 5.0 };

    fn key(item: usize, reversed: bool) -> Keyed {
        Keyed { item, reversed, weight: 1.0 }
    }

    #[test]
    fn a_score_lies_between_0_and_100() {
        assert_eq!([1.0, 3.0, 5.0].map(|x| FIVE.on_hundred(x)), [Some(0.0), Some(50.0), Some(100.0)]);
        assert_eq!(Bounds { lowest: 0.0, highest: 10.0 }.on_hundred(9.0), Some(90.0));
        assert_eq!(Bounds { lowest: 1.0, highest: 1.0 }.on_hundred(1.0), None);
    }

    #[test]
    fn what_is_missing_is_left_out_and_never_0() {
        let items = vec![key(0, false), key(1, true), key(2, false)];
        let factor = Factor { bounds: FIVE, least: Factor::half(items.len()), items };
        assert_eq!(factor.least, 2);
        assert_eq!(factor.score(&[Some(5.0), Some(1.0), None]), Some(100.0));
        assert_eq!(factor.score(&[Some(5.0), Some(5.0), Some(5.0)]), Some(200.0 / 3.0));
        assert_eq!(factor.score(&[Some(5.0), None, None]), None);
        let none = Factor { least: 0, ..factor };
        assert_eq!(none.score(&[None, None, None]), None);
    }

    #[test]
    fn weights_count() {
        let items = vec![Keyed { weight: 3.0, ..key(0, false) }, key(1, false)];
        let factor = Factor { bounds: FIVE, least: 1, items };
        assert_eq!(factor.score(&[Some(5.0), Some(1.0)]), Some(75.0));
    }

    #[test]
    fn spread_is_told_in_words() {
        assert_eq!(spread(&[50.0, 50.0, 75.0]), Some(Spread::Low));
        assert_eq!(spread(&[25.0, 75.0, 25.0, 75.0]), Some(Spread::Middle));
        assert_eq!(spread(&[0.0, 100.0, 0.0, 100.0]), Some(Spread::High));
        assert_eq!(spread(&[]), None);
    }
}
