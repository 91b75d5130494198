use serde::{Deserialize, Serialize};

use super::{Norm, Reliability, Texts};

/// What items together measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scale {
    pub code: String,
    pub name: Texts,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub description: Texts,
    pub combine: Combine,
    /// The lowest and the highest answer, by which items are turned round.
    pub lowest: f64,
    pub highest: f64,
    /// Which items are on it; or it has facets, or statements of forced choices speak for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Key>,
    /// The codes of scales whose items are all on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<String>,
    /// The least number of answered items; half, rounded up, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliability: Option<Reliability>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub norms: Vec<Norm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bands: Option<Bands>,
    /// If it is an attitude between two poles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poles: Option<Poles>,
    /// At which end of it reports tell of a strength; at neither, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<End>,
}

/// An end of a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum End {
    Low,
    High,
}

/// What its score is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Combine {
    Mean,
    Sum,
    /// Points of forced choices, which are not compared between people.
    Ipsative,
}

/// An item on a scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Key {
    /// Its code.
    pub item: String,
    #[serde(default, skip_serializing_if = "super::is_false")]
    pub reversed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
}

/// Words for ranges of a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Bands {
    pub on: Metric,
    /// Where each but the first begins, ascending.
    pub limits: Vec<f64>,
    /// One more than there are limits.
    pub bands: Vec<Band>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Band {
    pub name: Texts,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub text: Texts,
}

/// On which scale bands are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Metric {
    Raw,
    Z,
    T,
    Iq,
    Sten,
    Stanine,
    Percentile,
}

/// The ends of an attitude, neither of which is the good one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Poles {
    pub left: Texts,
    pub right: Texts,
}

/// What a role asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Role {
    pub code: String,
    pub name: Texts,
    pub asks: Vec<RoleBand>,
}

/// Of one attitude: from 0 at the left pole to 100 at the right one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleBand {
    /// The code of a scale with poles.
    pub scale: String,
    pub low: f64,
    pub high: f64,
}
