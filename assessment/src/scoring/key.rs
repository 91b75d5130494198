//! Keys: which items make a scale, in which direction, with which weight.

use serde::{Deserialize, Serialize};

use crate::statistics::real;

/// The lowest and the highest answer that a scale declares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub lowest: f64,
    pub highest: f64,
}

impl Bounds {
    /// An answer turned round, x' = min + max − x, in the unit of the answers and within the
    /// same bounds.
    pub fn reverse(self, answer: f64) -> f64 {
        self.lowest + self.highest - answer
    }

    pub fn hold(self, answer: f64) -> bool {
        (self.lowest..=self.highest).contains(&answer)
    }
}

/// What a scale's score is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Combine {
    Mean,
    Sum,
}

/// One item of a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// Its place on the sheet.
    pub item: usize,
    pub reversed: bool,
    /// More than 0; 1 where the scale says nothing.
    pub weight: f64,
}

/// How one scale is scored.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    terms: Vec<Term>,
    bounds: Bounds,
    combine: Combine,
    least: usize,
}

/// What a scale says of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Score {
    /// Mean or sum, as the scale declares; none, if too few items were answered.
    pub value: Option<f64>,
    pub answered: usize,
    pub total: usize,
    /// Whether a sum was made of fewer answers than there are items.
    pub prorated: bool,
}

/// Why this is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyProblem {
    /// There is no item.
    Empty,
    /// An item stands in the scale twice.
    Twice,
    /// A weight is not more than 0, or not finite.
    Weight,
    /// The lowest answer is not below the highest, or one is not finite.
    Bounds,
    /// The least number of answers is 0 or more than there are items.
    Least,
}

/// How many items must be answered where a scale declares nothing: half, rounded up.
pub fn default_least(items: usize) -> usize {
    items.div_ceil(2)
}

impl Scale {
    pub fn try_new(
        terms: Vec<Term>,
        bounds: Bounds,
        combine: Combine,
        least: usize,
    ) -> Result<Self, KeyProblem> {
        let mut items: Vec<_> = terms.iter().map(|it| it.item).collect();
        items.sort_unstable();
        items.dedup();
        let ordered = bounds.lowest < bounds.highest;
        let bounded = ordered && bounds.lowest.is_finite() && bounds.highest.is_finite();
        match () {
            () if terms.is_empty() => Err(KeyProblem::Empty),
            () if items.len() != terms.len() => Err(KeyProblem::Twice),
            () if !terms.iter().all(|it| it.weight.is_finite() && it.weight > 0.0) => {
                Err(KeyProblem::Weight)
            }
            () if !bounded => Err(KeyProblem::Bounds),
            () if least == 0 || least > terms.len() => Err(KeyProblem::Least),
            () => Ok(Self { terms, bounds, combine, least }),
        }
    }

    /// A domain: all items of its facets, as they are keyed there. Its bounds and its way of
    /// combining are those of the first.
    pub fn of_facets(facets: &[Self], least: usize) -> Result<Self, KeyProblem> {
        let first = facets.first().ok_or(KeyProblem::Empty)?;
        let terms = facets.iter().flat_map(|it| it.terms.iter().copied()).collect();
        Self::try_new(terms, first.bounds, first.combine, least)
    }

    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// The answer to one item in the scale's direction; none, if it is missing.
    pub fn keyed(&self, term: Term, answers: &[Option<f64>]) -> Option<f64> {
        let answer = answers.get(term.item).copied().flatten()?;
        Some(if term.reversed { self.bounds.reverse(answer) } else { answer })
    }

    /// The score, in the unit of the answers: the weighted mean of the keyed answers,
    /// Σwx'/Σw, between the scale's bounds; or a sum, Σwx', which of an incomplete sheet is
    /// prorated, the mean times the weight of all items (the number of items, where nothing is
    /// weighted). Fewer answers than the scale's least give no score; a sum that asks for all
    /// answers is never prorated.
    ///
    /// Answers lie within the bounds: that is asked when they are saved.
    pub fn score(&self, answers: &[Option<f64>]) -> Score {
        let (mut sum, mut weight, mut answered) = (0.0, 0.0, 0);
        for term in &self.terms {
            if let Some(answer) = self.keyed(*term, answers) {
                sum += term.weight * answer;
                weight += term.weight;
                answered += 1;
            }
        }
        let total = self.terms.len();
        let complete = answered == total;
        let value = (answered >= self.least).then(|| match self.combine {
            Combine::Mean => sum / weight,
            Combine::Sum if complete => sum,
            Combine::Sum => sum / weight * self.weight(),
        });
        let prorated = value.is_some() && self.combine == Combine::Sum && !complete;
        Score { value, answered, total, prorated }
    }

    fn weight(&self) -> f64 {
        let weighted = self.terms.iter().any(|it| (it.weight - 1.0).abs() > 0.0);
        if weighted { self.terms.iter().map(|it| it.weight).sum() } else { real(self.terms.len()) }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these have exact results")]
mod tests {
    use super::*;

    const FIVE: Bounds = Bounds { lowest: 1.0, highest: 5.0 };

    fn term(item: usize) -> Term {
        Term { item, reversed: false, weight: 1.0 }
    }

    fn scale(combine: Combine, least: usize) -> Scale {
        let terms = vec![term(0), Term { reversed: true, ..term(1) }, term(2), term(3)];
        Scale::try_new(terms, FIVE, combine, least).unwrap()
    }

    const WHOLE: [Option<f64>; 4] = [Some(4.0), Some(2.0), Some(5.0), Some(3.0)];
    const HALF: [Option<f64>; 4] = [Some(4.0), Some(1.0), None, None];

    #[test]
    fn an_answer_is_turned_round_within_the_declared_bounds() {
        assert_eq!((FIVE.reverse(1.0), FIVE.reverse(2.0)), (5.0, 4.0));
        let from_zero = Bounds { lowest: 0.0, highest: 10.0 };
        assert_eq!(from_zero.reverse(3.0), 7.0);
        assert!(FIVE.hold(5.0) && !FIVE.hold(5.5) && !FIVE.hold(f64::NAN));
    }

    #[test]
    fn a_sum_of_some_answers_is_prorated_and_says_so() {
        let whole = scale(Combine::Sum, 2).score(&WHOLE);
        assert_eq!(whole, Score { value: Some(16.0), answered: 4, total: 4, prorated: false });
        let half = scale(Combine::Sum, 2).score(&HALF);
        assert_eq!(half, Score { value: Some(18.0), answered: 2, total: 4, prorated: true });
        assert_eq!(scale(Combine::Mean, 2).score(&HALF).value, Some(4.5));
    }

    #[test]
    fn too_few_answers_give_no_score() {
        for combine in [Combine::Mean, Combine::Sum] {
            let none = Score { value: None, answered: 2, total: 4, prorated: false };
            assert_eq!(scale(combine, 3).score(&HALF), none);
            assert_eq!(scale(combine, 1).score(&[]).value, None);
        }
        assert_eq!((default_least(5), default_least(4), default_least(1)), (3, 2, 1));
    }

    #[test]
    fn weights_weigh() {
        let terms = vec![Term { weight: 3.0, ..term(0) }, term(1)];
        let of = |combine| Scale::try_new(terms.clone(), FIVE, combine, 1).unwrap();
        assert_eq!(of(Combine::Mean).score(&[Some(5.0), Some(1.0)]).value, Some(4.0));
        assert_eq!(of(Combine::Sum).score(&[Some(5.0), Some(1.0)]).value, Some(16.0));
        assert_eq!(of(Combine::Sum).score(&[None, Some(2.0)]).value, Some(8.0));
    }

    #[test]
    fn a_domain_is_all_its_facets() {
        let facet = |items: [usize; 2]| {
            Scale::try_new(items.map(term).to_vec(), FIVE, Combine::Mean, 1).unwrap()
        };
        let domain = Scale::of_facets(&[facet([0, 1]), facet([2, 3])], 3).unwrap();
        assert_eq!(domain.score(&WHOLE).value, Some(3.5));
        assert_eq!(Scale::of_facets(&[], 1), Err(KeyProblem::Empty));
        assert_eq!(Scale::of_facets(&[facet([0, 1]), facet([1, 2])], 1), Err(KeyProblem::Twice));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let of = |terms: Vec<Term>, bounds, least| {
            Scale::try_new(terms, bounds, Combine::Mean, least).unwrap_err()
        };
        let odd = |weight| vec![Term { weight, ..term(0) }];
        assert_eq!(of(vec![], FIVE, 1), KeyProblem::Empty);
        assert_eq!(of(vec![term(0), term(0)], FIVE, 1), KeyProblem::Twice);
        for weight in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(of(odd(weight), FIVE, 1), KeyProblem::Weight);
        }
        let flat = Bounds { lowest: 1.0, highest: 1.0 };
        assert_eq!(of(vec![term(0)], flat, 1), KeyProblem::Bounds);
        assert_eq!(of(vec![term(0)], FIVE, 0), KeyProblem::Least);
        assert_eq!(of(vec![term(0)], FIVE, 2), KeyProblem::Least);
    }
}
