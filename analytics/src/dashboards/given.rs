//! Answers as they are kept, as far as numbers are made of them.

use serde::Deserialize;

use super::frame::{Item, Kind};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Given {
    Number(f64),
    Choice(String),
    Choices(Vec<String>),
    Text(String),
}

/// What an item's answer is worth to a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Worth {
    Number(f64),
    /// The place of the option that was chosen.
    Option(usize),
    /// The places of those that were.
    Options(Vec<usize>),
    Text(String),
}

/// None, where it is no answer (not observed, not told), or no number is made of its kind.
pub(crate) fn worth(item: &Item, value: &str) -> Option<Worth> {
    let given: Given = serde_json::from_str(value).ok()?;
    let place = |options: &[super::frame::Choice], code: &str| {
        options.iter().position(|it| it.code == code)
    };
    match (given, &item.answer) {
        (Given::Number(number), Kind::Likert { .. } | Kind::Nps {} | Kind::Numeric { .. }) => {
            Some(Worth::Number(number))
        }
        (Given::Choice(code), Kind::SingleChoice { options }) => {
            place(options, &code).map(Worth::Option)
        }
        (Given::Choices(codes), Kind::MultipleChoice { options }) => {
            let places = codes.iter().filter_map(|it| place(options, it));
            Some(Worth::Options(places.collect()))
        }
        (Given::Text(text), Kind::Text {}) => {
            let text = text.trim();
            (!text.is_empty()).then(|| Worth::Text(text.to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(answer: &str) -> Item {
        let text = format!(r#"{{ "code": "a", "text": {{}}, "answer": {answer} }}"#);
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn what_is_no_answer_is_worth_nothing() {
        let likert = item(r#"{ "likert": { "lowest": 1, "highest": 5 } }"#);
        assert_eq!(worth(&likert, r#"{"number":4.0}"#), Some(Worth::Number(4.0)));
        assert_eq!(worth(&likert, r#""notObserved""#), None);
        assert_eq!(worth(&likert, r#""preferNotToSay""#), None);
        assert_eq!(worth(&likert, r#"{"text":"4"}"#), None);
        let words = item(r#"{ "text": { "longest": 9 } }"#);
        assert_eq!(worth(&words, r#"{"text":"  "}"#), None);
        assert_eq!(worth(&words, r#"{"text":" so "}"#), Some(Worth::Text("so".into())));
    }

    #[test]
    fn options_are_told_by_their_place() {
        let options = r#"[{ "code": "x", "text": {} }, { "code": "y", "text": {} }]"#;
        let one = item(&format!(r#"{{ "singleChoice": {{ "options": {options} }} }}"#));
        assert_eq!(worth(&one, r#"{"choice":"y"}"#), Some(Worth::Option(1)));
        assert_eq!(worth(&one, r#"{"choice":"z"}"#), None);
        let some = item(&format!(r#"{{ "multipleChoice": {{ "options": {options} }} }}"#));
        assert_eq!(worth(&some, r#"{"choices":["y","x"]}"#), Some(Worth::Options(vec![1, 0])));
        assert_eq!(worth(&some, r#"{"choices":[]}"#), Some(Worth::Options(vec![])));
    }
}
