use serde::{Deserialize, Serialize};

/// What dashboards make of the answers of many.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Engagement {
    /// The code of the scale that is the outcome; what drives it is looked for among other items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Where something else is favourable than the upper part of the range.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub favourable: Vec<Favourable>,
}

/// From which answers on one is for, and up to which one is against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Favourable {
    /// Its code.
    pub item: String,
    /// At least so much is favourable.
    pub from: f64,
    /// At most so much is unfavourable.
    pub against: f64,
}
