use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Texts;

/// How an item is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Answer {
    /// One of the points from the lowest to the highest.
    Likert {
        lowest: i32,
        highest: i32,
        /// Of which labels its points have their words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        labels: Option<String>,
    },
    /// A number.
    Numeric {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lowest: Option<f64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        highest: Option<f64>,
        #[serde(default, skip_serializing_if = "Texts::is_empty")]
        unit: Texts,
    },
    /// One of the options.
    SingleChoice { options: Vec<Choice> },
    /// Some of the options.
    MultipleChoice {
        options: Vec<Choice>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least: Option<usize>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<usize>,
    },
    /// All options in an order.
    Ranking { options: Vec<Choice> },
    /// Of statements the one most, or most and least, like oneself, or all in an order.
    ForcedChoice { choose: Choose, statements: Vec<Statement> },
    /// How likely one would recommend, 0 to 10.
    Nps {},
    /// A day.
    Date {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earliest: Option<NaiveDate>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        latest: Option<NaiveDate>,
    },
    /// In one's own words.
    Text {
        /// In characters.
        longest: usize,
    },
}

/// An option among others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Choice {
    pub code: String,
    pub text: Texts,
}

/// What is done with the statements of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Choose {
    Most,
    MostAndLeast,
    Ranking,
}

/// One that speaks for a scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Statement {
    pub code: String,
    pub text: Texts,
    /// Its code.
    pub scale: String,
}

/// Words for points, by which items refer to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Labels {
    pub code: String,
    /// Not each point needs one.
    pub points: std::collections::BTreeMap<i32, Texts>,
}

impl Answer {
    /// As it is called in the document.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Likert { .. } => "likert",
            Self::Numeric { .. } => "numeric",
            Self::SingleChoice { .. } => "singleChoice",
            Self::MultipleChoice { .. } => "multipleChoice",
            Self::Ranking { .. } => "ranking",
            Self::ForcedChoice { .. } => "forcedChoice",
            Self::Nps {} => "nps",
            Self::Date { .. } => "date",
            Self::Text { .. } => "text",
        }
    }

    /// The range of an answer that is a number.
    pub fn range(&self) -> Option<(f64, f64)> {
        match self {
            Self::Likert { lowest, highest, .. } => Some((f64::from(*lowest), f64::from(*highest))),
            Self::Nps {} => Some((0.0, 10.0)),
            Self::Numeric { lowest, highest, .. } => {
                Some((lowest.unwrap_or(f64::NEG_INFINITY), highest.unwrap_or(f64::INFINITY)))
            }
            _ => None,
        }
    }

    /// Whether only whole numbers are answers.
    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Likert { .. } | Self::Nps {})
    }

    /// The codes of what can be chosen.
    pub fn codes(&self) -> Vec<&str> {
        match self {
            Self::SingleChoice { options }
            | Self::MultipleChoice { options, .. }
            | Self::Ranking { options } => options.iter().map(|it| it.code.as_str()).collect(),
            Self::ForcedChoice { statements, .. } => {
                statements.iter().map(|it| it.code.as_str()).collect()
            }
            _ => vec![],
        }
    }
}
