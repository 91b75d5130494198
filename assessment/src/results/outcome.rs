//! What is kept of a result, and by what it can be computed again.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    answering::{self, Answers, Outcome, Quality, RoleFit},
    instruments::document::Document,
};

/// What answers say. The same answers, edition, group, role and algorithm make the same text, bit
/// for bit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Kept {
    /// Of all scales, in their order.
    pub outcomes: Vec<Outcome>,
    /// Of the attitudes that the role asks for; empty without a role.
    pub fits: Vec<RoleFit>,
    pub quality: Quality,
}

/// Beside what the answers are put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside<'a> {
    pub group: Option<&'a str>,
    pub role: Option<&'a str>,
    /// From the first answer to the last, where it is known.
    pub seconds: Option<i64>,
}

impl Kept {
    /// Of outcomes that were computed by whatever algorithm.
    pub fn of(
        document: &Document,
        answers: &Answers,
        outcomes: Vec<Outcome>,
        beside: Beside<'_>,
    ) -> Self {
        let fits = beside.role.and_then(|role| answering::fits(document, role, &outcomes));
        let seconds = beside.seconds.and_then(|it| i32::try_from(it).ok()).map(f64::from);
        Self {
            fits: fits.unwrap_or_default(),
            quality: answering::quality(document, answers, seconds),
            outcomes,
        }
    }

    pub fn outcome(&self, scale: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|it| it.scale == scale)
    }

    /// One text for one content.
    pub fn to_text(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    pub fn read(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }
}

/// SHA-256, in hexadecimal digits, of all that makes scores of answers: items, keys, norms,
/// bands and roles.
pub fn key_digest(document: &Document) -> serde_json::Result<String> {
    let keys = (&document.sections, &document.scales, &document.groups, &document.roles);
    Ok(hexadecimal(&Sha256::digest(serde_json::to_vec(&keys)?)))
}

pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The group that is asked for, or else the first that the instrument declares and has norms of;
/// none, if there is none, or not that one.
pub fn group<'a>(document: &'a Document, asked: Option<&str>) -> Option<&'a str> {
    let mut groups = document.groups.iter().map(|it| it.code.as_str());
    groups.find(|code| match asked {
        Some(asked) => *code == asked,
        None => document.scales.iter().any(|it| it.norms.iter().any(|it| it.group == *code)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{answering::Given, instruments::shipped};

    fn short() -> &'static Document {
        &shipped().iter().find(|it| it.document.code == "ipip-50").unwrap().document
    }

    #[test]
    fn what_is_kept_reads_back_bit_for_bit() {
        let short = short();
        let numbers = short.items().zip([1.0, 4.0, 3.0].iter().cycle());
        let answers: Answers =
            numbers.map(|(it, number)| (it.code.clone(), Given::Number(*number))).collect();
        let beside = Beside { group: group(short, None), role: None, seconds: Some(77) };
        let kept = || {
            let outcomes = answering::results(short, &answers, beside.group).unwrap();
            Kept::of(short, &answers, outcomes, beside)
        };
        let text = kept().to_text().unwrap();
        assert_eq!(Kept::read(&text).unwrap(), kept());
        assert_eq!(Kept::read(&text).unwrap().to_text().unwrap(), text);
        assert!(kept().outcomes.iter().all(|it| it.standing.is_some()));
    }

    #[test]
    fn a_group_is_the_one_asked_for_or_the_first() {
        let short = short();
        assert_eq!(group(short, None), Some("all"));
        assert_eq!(group(short, Some("women")), Some("women"));
        assert_eq!(group(short, Some("martians")), None);
        let long = &shipped().iter().find(|it| it.document.code == "riasec-48").unwrap().document;
        assert_eq!(group(long, None), None);
    }

    #[test]
    fn a_digest_changes_with_a_key_and_not_with_a_word() {
        let mut other = short().clone();
        let digest = key_digest(&other).unwrap();
        assert_eq!(digest.len(), 64);
        other.description = crate::instruments::document::Texts::in_one("en", "Other");
        assert_eq!(key_digest(&other).unwrap(), digest);
        other.scales[0].items[0].reversed ^= true;
        assert_ne!(key_digest(&other).unwrap(), digest);
    }
}
