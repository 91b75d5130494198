//! What is kept of a number between the close and a reader, and how it is read.

use serde::{Deserialize, Serialize};

use super::{Reason, Statistic, audience::MANY};

/// What is told of a view.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Measure {
    /// How many answered. Of a question: how many answered it.
    Respondents,
    /// 0 to 100.
    Mean,
    /// Percent.
    Favourable,
    /// Percent.
    Neutral,
    /// Percent.
    Unfavourable,
    /// Percent of those who gave this answer.
    Answer(i16),
    /// eNPS: percent of 9 and 10 minus percent of 0 to 6.
    Recommend,
    /// Its margin at 95 %.
    RecommendMargin,
    /// Standard deviation of the answers brought to 0 to 100.
    Spread,
    /// Of a factor: mean over people of each one's score, 0 to 100.
    FactorMean,
    /// Of a factor: mean over its questions of their favourable share.
    FactorItems,
    /// Of a factor: percent of people favourable on all its questions.
    FactorAll,
    /// Correlation of a question with the score of a factor.
    Driver { factor: String },
}

impl Measure {
    /// Fewest respondents of this measure, whatever the threshold.
    pub fn least(&self) -> u32 {
        match self {
            Self::Recommend
            | Self::RecommendMargin
            | Self::FactorAll
            | Self::Driver { .. } => MANY,
            _ => 0,
        }
    }
}

/// A number as the release made it, to be kept and read again. It holds full precision: it may
/// leave the crate through [`read`] alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Number {
    /// Key of the view.
    pub view: String,
    /// Code of the question or factor. None: of the sheets.
    pub of: Option<String>,
    pub measure: Measure,
    pub exact: f64,
    pub n: u32,
    /// Also whoever was asked themself may see it: it needs one respondent more.
    pub to_invited: bool,
}

/// Who reads, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The threshold now: raised, it hides more; lowered, it shows nothing new.
    pub threshold: u32,
    /// Whether the reader was asked to answer themself.
    pub invited: bool,
}

/// Spread where few answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Spread {
    Low,
    Middle,
    High,
}

/// The number as this reader may see it, rounded to an integer; correlations to hundredths, told as
/// hundredths. None: the release did not show it.
pub fn read(number: Option<&Number>, reading: Reading) -> Statistic<i32> {
    match open(number, reading) {
        Some(number) => {
            let scale = if matches!(number.measure, Measure::Driver { .. }) { 100.0 } else { 1.0 };
            Statistic::shown(whole(number.exact * scale), number.n)
        }
        None => Statistic::suppressed(Reason::Protected, reading.threshold),
    }
}

fn open(number: Option<&Number>, reading: Reading) -> Option<&Number> {
    let needed = reading.threshold + u32::from(reading.invited);
    number.filter(|it| it.n >= needed && (it.to_invited || !reading.invited))
}

#[expect(clippy::cast_possible_truncation, reason = "percents and hundredths are far below the bound")]
fn whole(exact: f64) -> i32 {
    exact.round() as i32
}
