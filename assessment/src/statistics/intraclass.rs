//! The six intraclass correlations of Shrout and Fleiss.

use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use super::sample::real;

/// Which of the six, in the authors' words: the design, and one rater or the mean of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// ICC(1,1): other raters for each target, one rater.
    OneSingle,
    /// ICC(2,1): the same raters, drawn from many, one rater.
    TwoSingle,
    /// ICC(3,1): these raters and no others, one rater.
    ThreeSingle,
    /// ICC(1,k): other raters for each target, their mean.
    OneMean,
    /// ICC(2,k): the same raters, drawn from many, their mean.
    TwoMean,
    /// ICC(3,k): these raters and no others, their mean.
    ThreeMean,
}

/// Mean squares of ratings of every target by every rater, in squared units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoWay {
    pub targets: usize,
    pub raters: usize,
    /// MSB, between targets.
    pub between: f64,
    /// MSW, within targets.
    pub within: f64,
    /// MSJ, between raters.
    pub raters_between: f64,
    /// MSE, what is left.
    pub error: f64,
}

/// An intraclass correlation and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Intraclass {
    /// No unit, at most 1.
    pub value: f64,
    pub f: f64,
    /// Degrees of freedom of both mean squares of F.
    pub freedom: (f64, f64),
    /// How likely such an F or a larger one is where targets do not differ, 0 to 1.
    pub p: f64,
    /// The interval of 95 %.
    pub low: f64,
    pub high: f64,
}

/// What lies above it in F's distribution, on one side of the interval of 95 %.
const TAIL: f64 = 0.025;

impl TwoWay {
    /// A row per target, a column per rater, nothing missing. None of fewer than two of either,
    /// and of rows of different lengths.
    pub fn of(ratings: &[Vec<f64>]) -> Option<Self> {
        let (n, k) = (ratings.len(), ratings.first()?.len());
        if n < 2 || k < 2 || ratings.iter().any(|row| row.len() != k) {
            return None;
        }
        let (targets, raters) = (real(n), real(k));
        let grand = ratings.iter().flatten().sum::<f64>() / (targets * raters);
        let of_target = |row: &Vec<f64>| row.iter().sum::<f64>() / raters;
        let of_rater = |j: usize| ratings.iter().map(|row| row[j]).sum::<f64>() / targets;
        let between =
            raters * ratings.iter().map(|it| (of_target(it) - grand).powi(2)).sum::<f64>();
        let judged = targets * (0..k).map(|j| (of_rater(j) - grand).powi(2)).sum::<f64>();
        let within: f64 = ratings
            .iter()
            .map(|row| row.iter().map(|it| (it - of_target(row)).powi(2)).sum::<f64>())
            .sum();
        Some(Self {
            targets: n,
            raters: k,
            between: between / (targets - 1.0),
            within: within / (targets * (raters - 1.0)),
            raters_between: judged / (raters - 1.0),
            error: (within - judged) / ((targets - 1.0) * (raters - 1.0)),
        })
    }

    /// Shrout and Fleiss, Psychological Bulletin 86, 1979; with MSB, MSW, MSJ, MSE of n targets
    /// and k raters:
    ///
    /// - ICC(1,1) = (MSB − MSW)/(MSB + (k − 1)·MSW), ICC(1,k) = (MSB − MSW)/MSB
    /// - ICC(2,1) = (MSB − MSE)/(MSB + (k − 1)·MSE + k·(MSJ − MSE)/n),
    ///   ICC(2,k) = (MSB − MSE)/(MSB + (MSJ − MSE)/n)
    /// - ICC(3,1) = (MSB − MSE)/(MSB + (k − 1)·MSE), ICC(3,k) = (MSB − MSE)/MSB
    ///
    /// with their F tests and intervals. No unit, at most 1. None, where targets or what is left
    /// of the ratings do not vary.
    pub fn icc(&self, form: Form) -> Option<Intraclass> {
        let (n, k) = (real(self.targets), real(self.raters));
        let one_way = matches!(form, Form::OneSingle | Form::OneMean);
        let rest = if one_way { self.within } else { self.error };
        if self.between <= 0.0 || rest <= 0.0 {
            return None;
        }
        let freedom = (n - 1.0, if one_way { n * (k - 1.0) } else { (n - 1.0) * (k - 1.0) });
        let f = self.between / rest;
        let judged = (self.raters_between - self.error) / n;
        let gain = self.between - rest;
        let single = self.between + (k - 1.0) * rest;
        let (value, (low, high)) = match form {
            Form::OneSingle | Form::ThreeSingle => (gain / single, self.of_f(f, freedom, true)?),
            Form::OneMean | Form::ThreeMean => (gain / self.between, self.of_f(f, freedom, false)?),
            Form::TwoSingle => (gain / (single + k * judged), self.of_raters()?),
            Form::TwoMean => {
                let mean = |it: f64| k * it / (1.0 + (k - 1.0) * it);
                let (low, high) = self.of_raters()?;
                (gain / (self.between + judged), (mean(low), mean(high)))
            }
        };
        let p = FisherSnedecor::new(freedom.0, freedom.1).ok()?.sf(f);
        Some(Intraclass { value, f, freedom, p, low, high })
    }

    /// The interval where raters do not count, from F and its reverse.
    fn of_f(&self, f: f64, freedom: (f64, f64), single: bool) -> Option<(f64, f64)> {
        let low = f / quantile(freedom.0, freedom.1)?;
        let high = f * quantile(freedom.1, freedom.0)?;
        let others = real(self.raters) - 1.0;
        let of = |f: f64| if single { (f - 1.0) / (f + others) } else { 1.0 - 1.0 / f };
        Some((of(low), of(high)))
    }

    /// The interval of ICC(2,1), with Satterthwaite's degrees of freedom (Shrout and Fleiss,
    /// their appendix; `McGraw` and Wong, Psychological Methods 1, 1996).
    fn of_raters(&self) -> Option<(f64, f64)> {
        let (n, k) = (real(self.targets), real(self.raters));
        let judged = self.raters_between / self.error;
        let gain = self.between - self.error;
        let all =
            self.between + (k - 1.0) * self.error + k * (self.raters_between - self.error) / n;
        let icc = gain / all;
        let rest = n * (1.0 + (k - 1.0) * icc) - k * icc;
        let above = (k - 1.0) * (n - 1.0) * (k * icc * judged + rest).powi(2);
        let below = (n - 1.0) * (k * icc * judged).powi(2) + rest.powi(2);
        let freedom = above / below;
        let (up, down) = (quantile(n - 1.0, freedom)?, quantile(freedom, n - 1.0)?);
        let raters = k * self.raters_between + (k * n - k - n) * self.error;
        let low = n * (self.between - up * self.error) / (up * raters + n * self.between);
        let high = n * (down * self.between - self.error) / (raters + n * down * self.between);
        Some((low, high))
    }
}

/// Above which 2.5 % of F lies: halved until two neighbours are left.
fn quantile(first: f64, second: f64) -> Option<f64> {
    let f = FisherSnedecor::new(first, second).ok()?;
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    while f.sf(high) > TAIL {
        high *= 2.0;
    }
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return Some(middle);
        }
        if f.sf(middle) > TAIL { low = middle } else { high = middle }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_rows_and_columns() {
        assert_eq!(TwoWay::of(&[]), None);
        assert_eq!(TwoWay::of(&[vec![1.0, 2.0]]), None);
        assert_eq!(TwoWay::of(&[vec![1.0, 2.0], vec![1.0]]), None);
    }

    #[test]
    fn where_nothing_varies_there_is_none() {
        let flat = TwoWay::of(&[vec![1.0, 2.0], vec![1.0, 2.0]]).unwrap();
        assert_eq!((flat.raters_between, flat.icc(Form::TwoSingle)), (1.0, None));
    }

    #[test]
    fn the_quantile_is_that_of_printed_tables() {
        assert!((quantile(5.0, 15.0).unwrap() - 3.576).abs() < 1e-3);
        assert!((quantile(1.0, 1.0).unwrap() - 647.789).abs() < 1e-3);
    }
}
