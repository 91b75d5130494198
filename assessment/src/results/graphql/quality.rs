use async_graphql::{Enum, SimpleObject};

use crate::{answering::Quality, scoring::quality::Flag};

/// How a sheet was answered: signs for who can judge them. Nothing is decided by them.
#[derive(SimpleObject)]
pub struct ResultQuality {
    /// Signs that it may not tell what its author thinks; usually none.
    flags: Vec<ResultFlag>,
    /// How often the same point was answered in a row, at most.
    longest_run: i64,
    /// Standard deviation of the points that were answered; null of fewer than two.
    spread: Option<f64>,
    /// How many items with points were left out.
    missing: i64,
    /// How many there were.
    items: i64,
    /// From the first answer to the last, in seconds; null, if it is not known.
    seconds: Option<f64>,
}

#[cfg(test)]
impl ResultQuality {
    pub fn is_flagged(&self) -> bool {
        !self.flags.is_empty()
    }
}

impl From<&Quality> for ResultQuality {
    fn from(quality: &Quality) -> Self {
        let count = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        Self {
            flags: quality.flags().into_iter().map(Into::into).collect(),
            longest_run: count(quality.longest_run),
            spread: quality.spread,
            missing: count(quality.missing),
            items: count(quality.items),
            seconds: quality.seconds,
        }
    }
}

/// A sign that a sheet may not tell what its author thinks.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Flag")]
pub enum ResultFlag {
    /// The same point again and again: ten times and for half of the sheet or more.
    LongString,
    /// Less than two seconds per item.
    TooFast,
    /// More than a tenth was left out.
    Missing,
}
