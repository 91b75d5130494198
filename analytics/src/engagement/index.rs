//! Three indices of engagement, which disagree; the one that was used is named with the number.

use super::{
    favour::Favour,
    mean,
    score::{Bounds, Factor, Keyed},
};

/// Which of the three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Index {
    /// Mean over people of each one's outcome score.
    #[default]
    MeanScore,
    /// Unweighted mean over the factor's items of the item's favourable share.
    MeanFavourable,
    /// Share of people favourable on all outcome items.
    AllFavourable,
}

/// What an index is made of: a factor, and from which answers on each of its items is favoured.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    pub factor: Factor,
    /// In the order of the factor's items; none, if an item has no such range.
    pub favours: Option<Vec<Favour>>,
}

impl Outcome {
    /// Of one person: what [`Index::MeanScore`] is the mean of.
    pub fn score(&self, answers: &[Option<f64>]) -> Option<f64> {
        self.factor.score(answers)
    }

    /// Of one person who answered all items: whether they are for all of them.
    pub fn is_for_all(&self, answers: &[Option<f64>]) -> Option<bool> {
        let favours = self.favours.as_ref()?;
        let each = self.factor.items.iter().zip(favours).map(|(key, favour)| {
            let answer = answers.get(key.item).copied().flatten()?;
            Some(favour.is_for(keyed(self.factor.bounds, key, answer)))
        });
        let each: Option<Vec<bool>> = each.collect();
        each.filter(|it| !it.is_empty()).map(|it| it.into_iter().all(|it| it))
    }

    /// The favourable share of one of its items, in percent of those who answered it.
    pub fn favourable(&self, place: usize, sheets: &[&[Option<f64>]]) -> Option<f64> {
        let (key, favour) = (self.factor.items.get(place)?, self.favours.as_ref()?.get(place)?);
        let answered = sheets.iter().filter_map(|it| it.get(key.item).copied().flatten());
        let answers: Vec<f64> =
            answered.map(|it| keyed(self.factor.bounds, key, it)).collect();
        favour.shares(&answers).map(|it| it.favourable)
    }

    /// Of a group of people, at full precision; none, if nobody answered what it needs.
    pub fn index(&self, index: Index, sheets: &[&[Option<f64>]]) -> Option<f64> {
        match index {
            Index::MeanScore => mean(sheets.iter().filter_map(|it| self.score(it))),
            Index::MeanFavourable => {
                let places = 0..self.factor.items.len();
                let shares: Option<Vec<f64>> =
                    places.map(|place| self.favourable(place, sheets)).collect();
                mean(shares?)
            }
            Index::AllFavourable => {
                let each = sheets.iter().filter_map(|it| self.is_for_all(it));
                mean(each.map(|it| if it { 100.0 } else { 0.0 }))
            }
        }
    }
}

fn keyed(bounds: Bounds, key: &Keyed, answer: f64) -> f64 {
    if key.reversed { bounds.reversed(answer) } else { answer }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome() -> Outcome {
        let bounds = Bounds { lowest: 1.0, highest: 5.0 };
        let key = |item| Keyed { item, reversed: false, weight: 1.0 };
        let items = vec![key(0), key(1)];
        let favours = Favour::of_points(bounds).map(|it| vec![it; items.len()]);
        Outcome { factor: Factor { bounds, least: 1, items }, favours }
    }

    /// Three people: 5 and 5, 5 and 3, 1 and 4.
    #[test]
    fn the_three_disagree() {
        let sheets: [&[Option<f64>]; 3] =
            [&[Some(5.0), Some(5.0)], &[Some(5.0), Some(3.0)], &[Some(1.0), Some(4.0)]];
        let of = |index| outcome().index(index, &sheets).unwrap();
        assert!((of(Index::MeanScore) - (100.0 + 75.0 + 37.5) / 3.0).abs() < 1e-9);
        assert!((of(Index::MeanFavourable) - 200.0 / 3.0).abs() < 1e-9);
        assert!((of(Index::AllFavourable) - 100.0 / 3.0).abs() < 1e-9);
    }

    /// Who skipped an item is neither for all nor not.
    #[test]
    fn whoever_skipped_one_is_not_among_those_who_are_for_all() {
        let sheets: [&[Option<f64>]; 2] = [&[Some(5.0), Some(5.0)], &[Some(1.0), None]];
        assert_eq!(outcome().index(Index::AllFavourable, &sheets), Some(100.0));
        assert_eq!(outcome().index(Index::MeanScore, &sheets), Some(50.0));
        assert_eq!(outcome().index(Index::MeanFavourable, &[&[Some(5.0), None]]), None);
    }
}
