//! How a sheet was answered: signs for professionals, by which nothing is decided.

use serde::{Deserialize, Serialize};

use crate::statistics::{deviation, real};

/// From so many same answers on, if they are at least half of the sheet, a run is long (Curran,
/// Journal of Experimental Social Psychology 66, 2016).
const LONG_RUN: usize = 10;
/// Fewer seconds per item are too fast to read it (Huang and others, Journal of Business and
/// Psychology 27, 2012).
const SECONDS_PER_ITEM: f64 = 2.0;
/// More than this share of items left out is much.
const MUCH_MISSING: f64 = 0.1;

/// What is counted on one sheet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Quality {
    /// The longest run of the same answer, items that were left out skipped.
    pub longest_run: usize,
    /// Standard deviation of the answers as they were given, in their unit; none of fewer than
    /// two.
    pub spread: Option<f64>,
    pub missing: usize,
    pub items: usize,
    /// From the first answer to the last; none, if it is not known.
    pub seconds: Option<f64>,
}

/// A sign that a sheet may not tell what its author thinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flag {
    /// The same answer again and again: ten times and for half of the sheet or more.
    LongString,
    /// Less than two seconds per item.
    TooFast,
    /// More than a tenth was left out.
    Missing,
}

impl Quality {
    /// Of raw answers, before keying, in the order of the sheet; those of one kind and range.
    pub fn of(answers: &[Option<f64>], seconds: Option<f64>) -> Self {
        let given: Vec<f64> = answers.iter().copied().flatten().collect();
        let runs = given.chunk_by(|one, other| one.total_cmp(other).is_eq());
        Self {
            longest_run: runs.map(<[f64]>::len).max().unwrap_or_default(),
            spread: deviation(&given),
            missing: answers.len() - given.len(),
            items: answers.len(),
            seconds,
        }
    }

    pub fn flags(&self) -> Vec<Flag> {
        let given = real(self.items - self.missing);
        let long = self.longest_run >= LONG_RUN && 2 * self.longest_run >= self.items;
        let fast = self.seconds.is_some_and(|it| it < SECONDS_PER_ITEM * given);
        let missing = real(self.missing) > MUCH_MISSING * real(self.items);
        let all = [(long, Flag::LongString), (fast, Flag::TooFast), (missing, Flag::Missing)];
        all.into_iter().filter(|(is, _)| *is).map(|(_, flag)| flag).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_skip_what_was_left_out() {
        let sheet = [Some(3.0), Some(2.0), None, Some(2.0), Some(2.0), Some(1.0)];
        let found = Quality::of(&sheet, None);
        assert_eq!((found.longest_run, found.missing, found.items), (3, 1, 6));
        assert_eq!(Quality::of(&[None], None).longest_run, 0);
    }

    #[test]
    fn each_sign_is_told_from_where_it_holds() {
        let flags = |answers: &[Option<f64>], seconds| Quality::of(answers, seconds).flags();
        let varied: Vec<_> = (0..20).map(|at| Some(f64::from(at % 5))).collect();
        assert_eq!(flags(&varied, Some(40.0)), []);
        assert_eq!(flags(&varied, Some(39.9)), [Flag::TooFast]);
        let same: Vec<_> = (0..20).map(|at| Some(f64::from((at - 9).max(0)))).collect();
        assert_eq!(flags(&same, None), [Flag::LongString]);
        assert_eq!(flags(&same[1..], None), []);
        let mut holes = varied;
        holes[..2].fill(None);
        assert_eq!(flags(&holes, None), []);
        holes[2] = None;
        assert_eq!(flags(&holes, None), [Flag::Missing]);
    }
}
