//! What a campaign fixed before anybody answered, and what was answered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Fewest respondents behind any number: the value an organisation begins with.
pub const THRESHOLD: u32 = 5;
/// No organisation may go below.
pub const LEAST_THRESHOLD: u32 = 3;
/// Fewest people whose comments are shown together.
pub const COMMENTS: u32 = 10;
/// Fewest respondents of an eNPS, of a correlation, and of whatever follows from several answers of
/// one person. Below it spread is a word.
pub const MANY: u32 = 20;

/// The values of an organisation that the gate works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Fewest respondents behind a number, never below [`LEAST_THRESHOLD`].
    pub threshold: u32,
    /// Fewest people who wrote a comment, never below [`COMMENTS`].
    pub comments: u32,
    /// Whether small children of one parent are shown as one.
    pub roll_up: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { threshold: THRESHOLD, comments: COMMENTS, roll_up: false }
    }
}

/// A unit as it stood at the launch. Units whose parent is not in the audience are at the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub id: Uuid,
    pub parent: Option<Uuid>,
}

/// What was declared at the launch: from it, and from nothing that somebody asks later, follows
/// which views there can be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    pub units: Vec<Unit>,
    /// Codes of the reporting attributes, in their order.
    pub attributes: Vec<String>,
    /// Groups with a name.
    pub groups: Vec<Uuid>,
    /// Pairs of attributes that are crossed over the whole audience.
    pub crossings: Vec<(String, String)>,
}

/// What kind of answer a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Points from the least to the most. From `favourable` upwards an answer is favourable, up to
    /// `unfavourable` it is not (domain-rules, section 5).
    Scale { least: i16, most: i16, favourable: i16, unfavourable: i16 },
    /// One of so many options, numbered from 0.
    Choice { options: i16 },
    /// 0 to 10: would you recommend us?
    Recommend,
    /// Free text. It is shown by units only.
    Words,
}

/// A question of the campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub code: String,
    pub kind: Kind,
    /// The factor whose score it makes. Questions of one factor rest on the same people: those who
    /// answered all of them.
    pub factor: Option<String>,
}

/// One who answered, with the attributes of the launch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Respondent {
    pub unit: Option<Uuid>,
    /// Attribute code to value.
    pub values: BTreeMap<String, String>,
    pub groups: Vec<Uuid>,
    /// In the order of the questions. None: left out.
    pub answers: Vec<Option<i16>>,
    /// What was written to questions of words.
    pub comments: Vec<Comment>,
}

/// What somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Place of the question.
    pub question: usize,
    pub text: String,
}

/// Which people a view is of. Its text form ([`ViewKind::key`]) is the key under which it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ViewKind {
    /// Everybody who answered.
    Whole,
    /// A unit with those below it.
    Unit { unit: Uuid },
    /// Everybody with this value of an attribute.
    Attribute { attribute: String, value: String },
    /// Those of a unit, and below it, with this value.
    Within { unit: Uuid, attribute: String, value: String },
    /// A group.
    Group { group: Uuid },
    /// Everybody with both values.
    Crossing { first: (String, String), second: (String, String) },
    /// Several children of a table that are shown as one. The reader is told which.
    Together { of: Vec<ViewKind> },
}

impl ViewKind {
    /// The key, the same for the same view at any time.
    pub fn key(&self) -> String {
        // A kind holds strings and ids alone, of which there is always a text.
        serde_json::to_string(self).unwrap_or_default()
    }
}
