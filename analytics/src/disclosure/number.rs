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
            Self::Recommend | Self::RecommendMargin | Self::FactorAll | Self::Driver { .. } => MANY,
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

/// What was asked for, beside the number itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The campaign is closed and its release made.
    pub closed: bool,
    /// The view is one of the plan, shown or hidden.
    pub in_plan: bool,
    /// The question was asked, and has such a number.
    pub collected: bool,
}

impl Asked {
    /// What cannot be told of anybody, whatever was answered. It looks at no answers.
    pub fn refusal(self) -> Option<Reason> {
        [
            (self.collected, Reason::NotCollected),
            (self.closed, Reason::NotClosed),
            (self.in_plan, Reason::NotInPlan),
        ]
        .into_iter()
        .find_map(|(holds, reason)| (!holds).then_some(reason))
    }
}

/// How far answers lie apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Spread {
    Low,
    Middle,
    High,
    /// Standard deviation in points of 100, where many answered.
    Points(i32),
}

/// The number as this reader may see it, rounded to an integer; correlations to hundredths, told as
/// hundredths. None: the release did not show it.
pub fn read(asked: Asked, number: Option<&Number>, reading: Reading) -> Statistic<i32> {
    gated(asked, number, reading, |number| {
        let scale = if matches!(number.measure, Measure::Driver { .. }) { 100.0 } else { 1.0 };
        whole(number.exact * scale)
    })
}

/// The spread as this reader may see it. Below [`MANY`] respondents it is a word: thirds of 50, the
/// most there can be.
pub fn read_spread(asked: Asked, number: Option<&Number>, reading: Reading) -> Statistic<Spread> {
    gated(asked, number, reading, |number| match number.exact {
        exact if number.n >= MANY => Spread::Points(whole(exact)),
        exact if exact < 50.0 / 3.0 => Spread::Low,
        exact if exact < 100.0 / 3.0 => Spread::Middle,
        _ => Spread::High,
    })
}

/// Percent of the invited who answered: `number` is how many did in a view.
pub fn read_participation(
    asked: Asked,
    number: Option<&Number>,
    invited: u32,
    reading: Reading,
) -> Statistic<i32> {
    gated(asked, number, reading, |number| {
        whole(100.0 * f64::from(number.n) / f64::from(invited.max(number.n)))
    })
}

/// Percent of all invited who answered until now, of a campaign that is not closed. It moves in steps of
/// the threshold, so that nobody sees in it that one more has answered.
pub fn so_far(answered: u32, invited: u32, threshold: u32) -> Statistic<i32> {
    let threshold = threshold.max(1);
    let told = answered - answered % threshold;
    if told == 0 {
        return Statistic::suppressed(Reason::Protected, threshold);
    }
    Statistic::shown(whole(100.0 * f64::from(told) / f64::from(invited.max(told))), told)
}

/// A rolling value over whole periods: the mean over all their answers. It is told where each period's
/// is, and so tells nothing more than they do.
pub fn rolling(asked: Asked, periods: &[Option<&Number>], reading: Reading) -> Statistic<i32> {
    let shown: Option<Vec<&Number>> = periods.iter().map(|it| open(*it, reading)).collect();
    let refusal = asked.refusal().unwrap_or(Reason::Protected);
    let shown = shown.filter(|it| !it.is_empty() && asked.refusal().is_none());
    let Some(shown) = shown else { return Statistic::suppressed(refusal, reading.threshold) };
    let n: u32 = shown.iter().map(|it| it.n).sum();
    let sum: f64 = shown.iter().map(|it| it.exact * f64::from(it.n)).sum();
    Statistic::shown(whole(sum / f64::from(n)), n)
}

fn gated<T>(
    asked: Asked,
    number: Option<&Number>,
    reading: Reading,
    tell: impl FnOnce(&Number) -> T,
) -> Statistic<T> {
    let suppressed = |reason| Statistic::suppressed(reason, reading.threshold);
    match (asked.refusal(), open(number, reading)) {
        (Some(reason), _) => suppressed(reason),
        (None, None) => suppressed(Reason::Protected),
        (None, Some(number)) => Statistic::shown(tell(number), number.n),
    }
}

/// Whoever was invited knows one answer, their own, and needs one more.
fn open(number: Option<&Number>, reading: Reading) -> Option<&Number> {
    let needed = reading.threshold + u32::from(reading.invited);
    number
        .filter(|it| it.n >= needed.max(it.measure.least()) && (it.to_invited || !reading.invited))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "percents and hundredths are far below the bound"
)]
fn whole(exact: f64) -> i32 {
    exact.round() as i32
}
