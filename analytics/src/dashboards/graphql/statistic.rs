//! Statistics as clients meet them: a union that cannot be read as a number by mistake. What is
//! shown is made of a [`Statistic`] alone, which only the gate makes.

use async_graphql::{Enum, SimpleObject, Union};

use crate::disclosure::{Reason, Statistic, Told};

/// Why a number is not shown.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SuppressedReason {
    /// It would tell too much of too few people. Which rule it was is not told, for that would
    /// tell what it protects.
    Protected,
    /// Not closed, or closed within the last hour and not yet computed.
    NotClosed,
    /// These people are no view of the plan that was fixed at the close, or none that you may see.
    NotInPlan,
    /// It was not asked, or such a question has no such number.
    NotCollected,
}

impl From<Reason> for SuppressedReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Protected => Self::Protected,
            Reason::NotClosed => Self::NotClosed,
            Reason::NotInPlan => Self::NotInPlan,
            Reason::NotCollected => Self::NotCollected,
        }
    }
}

/// There is no number to show. It is neither 0 nor missing: show the reason in its place.
#[derive(SimpleObject, Clone, Debug)]
pub(crate) struct Suppressed {
    /// Why.
    pub reason: SuppressedReason,
    /// Fewest people behind any number here; never how many are missing.
    pub threshold: i64,
}

/// A whole number.
#[derive(SimpleObject, Clone, Debug)]
pub(crate) struct ShownNumber {
    /// The number.
    pub value: i64,
    /// How many people it rests on.
    pub n: i64,
}

/// A number about people, or why there is none.
#[derive(Union, Clone, Debug)]
pub(crate) enum NumberStatistic {
    Shown(ShownNumber),
    Suppressed(Suppressed),
}

/// How answers fall, in whole percent of those who answered; rounded one by one, so that together
/// they may be 99 to 101.
#[derive(SimpleObject, Clone, Debug)]
pub(crate) struct ShownFavour {
    /// Percent of favourable answers.
    pub favourable: i64,
    /// Percent of answers between.
    pub neutral: i64,
    /// Percent of unfavourable answers.
    pub unfavourable: i64,
    /// How many people it rests on.
    pub n: i64,
}

/// How answers fall, or why it is not told.
#[derive(Union, Clone, Debug)]
pub(crate) enum FavourStatistic {
    Shown(ShownFavour),
    Suppressed(Suppressed),
}

/// One possible answer, and how many gave it.
#[derive(SimpleObject, Clone, Debug)]
pub(crate) struct AnswerShare {
    /// The point, or the option's code.
    pub answer: String,
    /// What it is called; the same, if it has no words.
    pub label: String,
    /// Whole percent of those who answered.
    pub percent: i64,
}

/// How many gave each answer.
#[derive(SimpleObject, Clone, Debug)]
pub(crate) struct ShownDistribution {
    /// One for each possible answer, in their order. Where several may be chosen they may be more
    /// than 100 together.
    pub answers: Vec<AnswerShare>,
    /// How many people it rests on.
    pub n: i64,
}

/// How many gave each answer, or why it is not told.
#[derive(Union, Clone, Debug)]
pub(crate) enum DistributionStatistic {
    Shown(ShownDistribution),
    Suppressed(Suppressed),
}

/// Percent of 9 and 10 minus percent of 0 to 6.
#[derive(SimpleObject, Clone, Debug)]
pub(crate) struct ShownRecommendation {
    /// From −100 to 100.
    pub value: i64,
    /// Of 95 %, in points: between value − margin and value + margin.
    pub margin: i64,
    /// How many people it rests on, never below 20.
    pub n: i64,
}

/// The employer's net promoter score (eNPS), or why it is not told.
#[derive(Union, Clone, Debug)]
pub(crate) enum RecommendationStatistic {
    Shown(ShownRecommendation),
    Suppressed(Suppressed),
}

/// What goes with the outcome; that is no cause.
#[derive(SimpleObject, Clone, Debug)]
pub(crate) struct ShownCorrelation {
    /// Pearson's, from −1 to 1, to two decimals.
    pub value: f64,
    /// How many people it rests on, never below 20.
    pub n: i64,
    /// Of the whole audience, because too few answered here.
    pub of_whole_audience: bool,
}

/// A correlation, or why it is not told.
#[derive(Union, Clone, Debug)]
pub(crate) enum CorrelationStatistic {
    Shown(ShownCorrelation),
    Suppressed(Suppressed),
}

fn suppressed(reason: Reason, threshold: u32) -> Suppressed {
    Suppressed { reason: reason.into(), threshold: threshold.into() }
}

impl From<Statistic<i32>> for NumberStatistic {
    fn from(statistic: Statistic<i32>) -> Self {
        match statistic.told() {
            Told::Shown { value, n } => {
                Self::Shown(ShownNumber { value: (*value).into(), n: n.into() })
            }
            Told::Suppressed { reason, threshold } => {
                Self::Suppressed(suppressed(reason, threshold))
            }
        }
    }
}

/// Favourable, neutral, unfavourable.
impl From<Statistic<[i32; 3]>> for FavourStatistic {
    fn from(statistic: Statistic<[i32; 3]>) -> Self {
        match statistic.told() {
            Told::Shown { value: [favourable, neutral, unfavourable], n } => {
                Self::Shown(ShownFavour {
                    favourable: (*favourable).into(),
                    neutral: (*neutral).into(),
                    unfavourable: (*unfavourable).into(),
                    n: n.into(),
                })
            }
            Told::Suppressed { reason, threshold } => {
                Self::Suppressed(suppressed(reason, threshold))
            }
        }
    }
}

/// Each answer with its name and percent.
impl From<Statistic<Vec<(String, String, i32)>>> for DistributionStatistic {
    fn from(statistic: Statistic<Vec<(String, String, i32)>>) -> Self {
        match statistic.told() {
            Told::Shown { value, n } => {
                let share = |(answer, label, percent): &(String, String, i32)| AnswerShare {
                    answer: answer.clone(),
                    label: label.clone(),
                    percent: (*percent).into(),
                };
                let answers = value.iter().map(share).collect();
                Self::Shown(ShownDistribution { answers, n: n.into() })
            }
            Told::Suppressed { reason, threshold } => {
                Self::Suppressed(suppressed(reason, threshold))
            }
        }
    }
}

/// The score and its margin.
impl From<Statistic<(i32, i32)>> for RecommendationStatistic {
    fn from(statistic: Statistic<(i32, i32)>) -> Self {
        match statistic.told() {
            Told::Shown { value: (value, margin), n } => Self::Shown(ShownRecommendation {
                value: (*value).into(),
                margin: (*margin).into(),
                n: n.into(),
            }),
            Told::Suppressed { reason, threshold } => {
                Self::Suppressed(suppressed(reason, threshold))
            }
        }
    }
}

/// In hundredths, and whether it is the whole audience's.
impl From<(Statistic<i32>, bool)> for CorrelationStatistic {
    fn from((statistic, of_whole_audience): (Statistic<i32>, bool)) -> Self {
        match statistic.told() {
            Told::Shown { value, n } => Self::Shown(ShownCorrelation {
                value: f64::from(*value) / 100.0,
                n: n.into(),
                of_whole_audience,
            }),
            Told::Suppressed { reason, threshold } => {
                Self::Suppressed(suppressed(reason, threshold))
            }
        }
    }
}
