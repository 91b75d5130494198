use serde::{Deserialize, Serialize};

/// When something is shown. What was not answered fulfils none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Condition {
    /// One of these was chosen.
    Is { item: String, codes: Vec<String> },
    /// None of these was chosen, but something was.
    IsNot { item: String, codes: Vec<String> },
    /// The number lies here, both ends included.
    Between { item: String, from: f64, to: f64 },
    /// All of these hold.
    All(Vec<Self>),
    /// One of these holds.
    Any(Vec<Self>),
}

impl Condition {
    /// The codes of all items it asks for.
    pub fn items(&self) -> Vec<&str> {
        match self {
            Self::Is { item, .. } | Self::IsNot { item, .. } | Self::Between { item, .. } => {
                vec![item]
            }
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::items).collect(),
        }
    }
}
