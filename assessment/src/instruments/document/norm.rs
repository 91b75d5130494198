use serde::{Deserialize, Serialize};

use super::Texts;

/// A group that scores of a scale are compared with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Norm {
    /// The code of its group.
    pub group: String,
    pub mean: f64,
    /// Standard deviation of the sample.
    pub deviation: f64,
    /// How many people it was made from.
    pub people: u32,
    /// Whether scores are taken for normally distributed.
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub normal: bool,
    /// Score and how many had it, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<(f64, u32)>,
    /// Score and percentile, ascending, where counts are not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub percentiles: Vec<(f64, f64)>,
}

/// Who was asked, when, and who says so; the same for all norms of the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Group {
    pub code: String,
    pub name: Texts,
    /// `2012`, `2012-03`: as precise as it is known.
    pub date: String,
    pub source: String,
}

/// How reliable a scale was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reliability {
    /// 0 to 1.
    pub alpha: f64,
    pub people: u32,
}
