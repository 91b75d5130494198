//! What a module is told and what it answers, as JSON. The form is described in
//! `docs/algorithms.md`.

use std::collections::BTreeMap;

use kernel::InstrumentId;
use serde::{Deserialize, Serialize};

use crate::{
    answering::{Answers, Given, shown},
    instruments::document::Document,
};

/// The form that this is; a later one gets another name.
pub const FORMAT: &str = "hei-algorithm/1";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    format: &'static str,
    instrument: &'a str,
    edition: String,
    language: &'a str,
    scales: Vec<&'a str>,
    /// Of the items that are shown, by their codes.
    answers: BTreeMap<&'a str, &'a Given>,
}

/// What a module is told: answers, and nothing of whose they are.
pub fn told(
    document: &Document,
    edition: InstrumentId,
    language: &str,
    answers: &Answers,
) -> String {
    let given = shown(document, answers)
        .into_iter()
        .filter_map(|item| Some((item.code.as_str(), answers.get(&item.code)?)));
    let told = Told {
        format: FORMAT,
        instrument: &document.code,
        edition: edition.to_string(),
        language,
        scales: document.scales.iter().map(|it| it.code.as_str()).collect(),
        answers: given.collect(),
    };
    serde_json::to_string(&told).unwrap_or_default()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Answered {
    scores: Vec<Scored>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Scored {
    scale: String,
    /// Null, where there is no score.
    value: Option<f64>,
}

/// Scores by the codes of their scales. None, unless it is of the form, names each scale of the
/// instrument at most once and no other, and has finite numbers.
pub fn scores(answer: &[u8], document: &Document) -> Option<BTreeMap<String, f64>> {
    let answered: Answered = serde_json::from_slice(answer).ok()?;
    let mut named = BTreeMap::new();
    for Scored { scale, value } in answered.scores {
        document.scale(&scale)?;
        if value.is_some_and(|it| !it.is_finite()) || named.insert(scale, value).is_some() {
            return None;
        }
    }
    Some(named.into_iter().filter_map(|(scale, value)| Some((scale, value?))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instruments::shipped;

    fn riasec() -> &'static Document {
        &shipped().iter().find(|it| it.document.code == "riasec-48").unwrap().document
    }

    #[test]
    fn a_module_is_told_what_was_answered_and_not_by_whom() {
        let first = riasec().items().next().unwrap().code.clone();
        let answers: Answers =
            [(first.clone(), Given::Number(4.0)), ("gone".into(), Given::Number(1.0))].into();
        let edition = InstrumentId(sea_orm::prelude::Uuid::nil());
        let told = told(riasec(), edition, "en", &answers);
        let read: serde_json::Value = serde_json::from_str(&told).unwrap();
        assert_eq!(read["format"], FORMAT);
        assert_eq!(read["scales"].as_array().unwrap().len(), 6);
        assert_eq!(read["answers"].as_object().unwrap().len(), 1);
        assert_eq!(read["answers"][&first]["number"], 4.0);
    }

    #[test]
    fn an_answer_is_of_the_form_or_none() {
        let of = |text: &str| scores(text.as_bytes(), riasec());
        let right = r#"{"scores": [{"scale": "R", "value": 1.5}, {"scale": "I", "value": null}]}"#;
        assert_eq!(of(right), Some([("R".to_owned(), 1.5)].into()));
        assert_eq!(of(r#"{"scores": []}"#), Some(BTreeMap::new()));
        for wrong in [
            "",
            "{}",
            "[]",
            r#"{"scores": [{"scale": "Z", "value": 1}]}"#,
            r#"{"scores": [{"scale": "R", "value": 1}, {"scale": "R", "value": null}]}"#,
            r#"{"scores": [{"scale": "R", "value": "1"}]}"#,
            r#"{"scores": [{"scale": "R", "value": 1e999}]}"#,
            r#"{"scores": [{"scale": "R", "value": NaN}]}"#,
            r#"{"scores": [{"scale": "R", "value": 1, "note": ""}]}"#,
            r#"{"scores": [], "more": 1}"#,
            r#"{"scores": []} x"#,
        ] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
        assert_eq!(scores(&[0xff, 0xfe], riasec()), None);
    }
}
