//! What is asked, given what was answered so far.

use std::collections::HashMap;

use super::{Answers, Given};
use crate::instruments::document::{Condition, Document, Item};

/// The items that are shown, in their order. What was answered to an item that is not shown any
/// more does not count, neither here nor in a result.
pub fn shown<'a>(document: &'a Document, answers: &Answers) -> Vec<&'a Item> {
    // By now, so that nothing hangs on the answer to what is not shown.
    let mut counted: HashMap<&str, &Given> = HashMap::new();
    let mut shown = vec![];
    for section in &document.sections {
        for item in &section.items {
            let conditions = section.show_if.iter().chain(&item.show_if);
            if conditions.into_iter().all(|it| holds(it, &counted)) {
                shown.push(item);
                if let Some(given) = answers.get(&item.code) {
                    counted.insert(&item.code, given);
                }
            }
        }
    }
    shown
}

/// How far somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Items that are shown and answered; not observed and not said are answers here.
    pub answered: usize,
    /// Items that are shown.
    pub shown: usize,
    /// Items that may not be skipped and are not answered.
    pub required: usize,
}

pub fn progress(document: &Document, answers: &Answers) -> Progress {
    let shown = shown(document, answers);
    let open = |it: &&&Item| !answers.contains_key(&it.code);
    Progress {
        answered: shown.len() - shown.iter().filter(open).count(),
        shown: shown.len(),
        required: shown.iter().filter(open).filter(|it| !it.required_because.is_empty()).count(),
    }
}

fn holds(condition: &Condition, answers: &HashMap<&str, &Given>) -> bool {
    let chosen = |item: &String| match answers.get(item.as_str())? {
        Given::Choice(code) => Some(std::slice::from_ref(code)),
        Given::Choices(codes) => Some(codes.as_slice()),
        _ => None,
    };
    match condition {
        Condition::Is { item, codes } => {
            chosen(item).is_some_and(|it| it.iter().any(|code| codes.contains(code)))
        }
        Condition::IsNot { item, codes } => chosen(item)
            .is_some_and(|it| !it.is_empty() && !it.iter().any(|code| codes.contains(code))),
        Condition::Between { item, from, to } => {
            matches!(answers.get(item.as_str()), Some(Given::Number(it)) if (from..=to).contains(&it))
        }
        Condition::All(parts) => parts.iter().all(|it| holds(it, answers)),
        Condition::Any(parts) => parts.iter().any(|it| holds(it, answers)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instruments::check::tests::{between, choice, document, is, likert, shown as if_};

    fn asked() -> Document {
        document(vec![
            choice("a", &["x", "y"]),
            if_(likert("b"), is("a", &["x"])),
            if_(likert("c"), between("b", 4.0, 5.0)),
            if_(likert("d"), Condition::IsNot { item: "a".into(), codes: vec!["x".into()] }),
        ])
    }

    fn codes(answers: &[(&str, Given)]) -> Vec<String> {
        let answers = answers.iter().map(|(code, it)| ((*code).to_owned(), it.clone())).collect();
        shown(&asked(), &answers).into_iter().map(|it| it.code.clone()).collect()
    }

    #[test]
    fn what_is_asked_follows_from_what_was_answered() {
        let (x, y) = (Given::Choice("x".into()), Given::Choice("y".into()));
        assert_eq!(codes(&[]), ["a"]);
        assert_eq!(codes(&[("a", x.clone())]), ["a", "b"]);
        assert_eq!(codes(&[("a", x.clone()), ("b", Given::Number(4.0))]), ["a", "b", "c"]);
        assert_eq!(codes(&[("a", x), ("b", Given::Number(3.0))]), ["a", "b"]);
        // What was answered before another way was taken leads nowhere.
        assert_eq!(codes(&[("a", y), ("b", Given::Number(4.0))]), ["a", "d"]);
        assert_eq!(codes(&[("a", Given::PreferNotToSay)]), ["a"]);
    }

    #[test]
    fn progress_counts_what_is_shown() {
        let mut asked = asked();
        asked.sections[0].items[1].required_because =
            crate::instruments::document::Texts::in_one("en", "The law");
        let mut answers: Answers = [("a".to_owned(), Given::Choice("x".into()))].into();
        let told = Progress { answered: 1, shown: 2, required: 1 };
        assert_eq!(progress(&asked, &answers), told);
        answers.insert("b".into(), Given::Number(1.0));
        let told = Progress { answered: 2, shown: 2, required: 0 };
        assert_eq!(progress(&asked, &answers), told);
    }
}
