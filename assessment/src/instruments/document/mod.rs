//! An instrument as one document: what is imported, exported and kept with each edition.
//!
//! Its form is described in `docs/instruments.md`. What is written is always the same for the
//! same content, so that an export that is imported exports the same bytes.

mod answer;
mod condition;
mod engagement;
mod norm;
mod scale;
mod text;
mod walk;

use serde::{Deserialize, Serialize};

pub use self::{
    answer::{Answer, Choice, Choose, Labels, Statement},
    condition::Condition,
    engagement::{Engagement, Favourable},
    norm::{Group, Norm, Reliability},
    scale::{Band, Bands, Combine, Key, Metric, Poles, Role, RoleBand, Scale},
    text::Texts,
    walk::Placed,
};

/// The form that this is; a later one gets another name.
pub const FORMAT: &str = "hei-instrument/1";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    /// [`FORMAT`].
    pub format: String,
    /// By which programs name it: `ipip-neo-120`.
    pub code: String,
    /// The one in which nothing is missing.
    pub language: String,
    pub name: Texts,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub description: Texts,
    /// What it is for, as respondents are told.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub purpose: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<LegalBasis>,
    /// How long it takes, as its authors say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u16>,
    /// Whether results are talked over before they are shown.
    #[serde(default, skip_serializing_if = "is_false")]
    pub debrief: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// What it does not tell, for whoever reads results.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub limits: Texts,
    /// Words for points of scales, that several items share.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<Labels>,
    pub sections: Vec<Section>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<Scale>,
    /// Whom norms were made from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// What roles ask for of bipolar attitudes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// What dashboards make of the answers of many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engagement: Option<Engagement>,
}

/// On what the processing of answers rests (GDPR, article 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LegalBasis {
    Consent,
    Contract,
    LegalObligation,
    LegitimateInterest,
}

/// Where it comes from and on which terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Source {
    pub citation: String,
    pub licence: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What the licence asks to be told with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

/// Items that are shown together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Section {
    pub code: String,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub title: Texts,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub text: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<Condition>,
    pub items: Vec<Item>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Item {
    pub code: String,
    pub text: Texts,
    pub answer: Answer,
    /// Why it may not be skipped; it may, if nothing is said.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub required_because: Texts,
    /// Whether one may answer that one could not observe it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub not_observed: bool,
    /// Whether one may answer that one prefers not to say.
    #[serde(default, skip_serializing_if = "is_false")]
    pub prefer_not_to_say: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<Condition>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_false(it: &bool) -> bool {
    !it
}

impl Document {
    /// All items in the order of the sheet.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    pub fn scale(&self, code: &str) -> Option<&Scale> {
        self.scales.iter().find(|it| it.code == code)
    }

    /// One text for one content, on lines.
    pub fn to_text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
