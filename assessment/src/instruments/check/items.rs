//! Sections and items: what can be answered, and what conditions ask for.

use super::{Flaws, MOST_OTHERS, Wrong};
use crate::instruments::document::{Answer, Condition, Document, Item, Statement};

/// In characters.
const LONGEST_ANSWER: usize = 10_000;
/// Points of a scale of answers.
const MOST_POINTS: i32 = 101;
/// How deep conditions lie in each other.
const DEEPEST: usize = 8;

pub fn check(document: &Document, flaws: &mut Flaws) {
    let sections = document.sections.iter().map(|it| it.code.as_str());
    flaws.codes(sections, |i| format!("sections[{i}].code"));
    let places: Vec<_> = document
        .sections
        .iter()
        .enumerate()
        .flat_map(|(i, section)| (0..section.items.len()).map(move |j| (i, j)))
        .collect();
    let at = |i: usize| format!("sections[{}].items[{}]", places[i].0, places[i].1);
    let codes = document.items().map(|it| it.code.as_str());
    flaws.codes(codes, |i| format!("{}.code", at(i)));
    for (i, item) in document.items().enumerate() {
        let path = format!("{}.answer", at(i));
        answer(document, item, &path, flaws);
        if let Some(condition) = &item.show_if {
            asks(document, condition, &format!("{}.showIf", at(i)), DEEPEST, flaws);
        }
    }
    for (i, section) in document.sections.iter().enumerate() {
        if let Some(condition) = &section.show_if {
            asks(document, condition, &format!("sections[{i}].showIf"), DEEPEST, flaws);
        }
    }
}

fn answer(document: &Document, item: &Item, path: &str, flaws: &mut Flaws) {
    let possible = match &item.answer {
        Answer::Likert { lowest, highest, labels } => {
            let labels = labels.iter().find(|it| !has_labels(document, it, *lowest, *highest));
            if labels.is_some() {
                flaws.add(Wrong::NoSuchCode, format!("{path}.likert.labels"));
            }
            highest.checked_sub(*lowest).is_some_and(|it| (1..MOST_POINTS).contains(&it))
        }
        Answer::Numeric { lowest, highest, .. } => {
            lowest.is_none_or(|low| highest.is_none_or(|high| low < high))
        }
        Answer::MultipleChoice { options, least, most } => {
            let most = most.unwrap_or(options.len());
            (1..=options.len()).contains(&most) && least.is_none_or(|it| it <= most)
        }
        Answer::Ranking { options } => options.len() > 1,
        Answer::ForcedChoice { statements, .. } => {
            speaks(document, statements, path, flaws);
            statements.len() > 1
        }
        Answer::Date { earliest, latest } => {
            earliest.is_none_or(|early| latest.is_none_or(|late| early <= late))
        }
        Answer::Text { longest } => (1..=LONGEST_ANSWER).contains(longest),
        Answer::SingleChoice { options } => !options.is_empty(),
        Answer::Nps {} => true,
    };
    let codes = item.answer.codes();
    if !possible || codes.len() > MOST_OTHERS {
        flaws.add(Wrong::AnswerInvalid, path);
    }
    let of =
        if matches!(item.answer, Answer::ForcedChoice { .. }) { "statements" } else { "options" };
    flaws.codes(codes, |i| format!("{path}.{}.{of}[{i}].code", item.answer.name()));
}

/// Labels of this code, which name only points there are.
fn has_labels(document: &Document, code: &str, lowest: i32, highest: i32) -> bool {
    let labels = document.labels.iter().find(|it| it.code == code);
    labels.is_some_and(|it| it.points.keys().all(|point| (lowest..=highest).contains(point)))
}

/// Each statement for a scale of forced choices.
fn speaks(document: &Document, statements: &[Statement], path: &str, flaws: &mut Flaws) {
    use crate::instruments::document::Combine;
    for (i, statement) in statements.iter().enumerate() {
        let scale = document.scale(&statement.scale);
        if scale.is_none_or(|it| it.combine != Combine::Ipsative) {
            flaws.add(Wrong::NoSuchCode, format!("{path}.forcedChoice.statements[{i}].scale"));
        }
    }
}

fn asks(document: &Document, condition: &Condition, path: &str, deep: usize, flaws: &mut Flaws) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            if parts.is_empty() || parts.len() > MOST_OTHERS || deep == 0 {
                flaws.add(Wrong::ConditionInvalid, path);
            } else {
                let kind = if matches!(condition, Condition::All(_)) { "all" } else { "any" };
                for (i, part) in parts.iter().enumerate() {
                    asks(document, part, &format!("{path}.{kind}[{i}]"), deep - 1, flaws);
                }
            }
        }
        Condition::Is { item, codes } | Condition::IsNot { item, codes } => {
            let Some(asked) = document.items().find(|it| it.code == *item) else {
                return flaws.add(Wrong::NoSuchCode, path);
            };
            let known = match &asked.answer {
                Answer::SingleChoice { .. } | Answer::MultipleChoice { .. } => asked.answer.codes(),
                _ => vec![],
            };
            let few = (1..=MOST_OTHERS).contains(&codes.len());
            if !few || !codes.iter().all(|it| known.contains(&it.as_str())) {
                flaws.add(Wrong::ConditionInvalid, path);
            }
        }
        Condition::Between { item, from, to } => {
            let Some(asked) = document.items().find(|it| it.code == *item) else {
                return flaws.add(Wrong::NoSuchCode, path);
            };
            if asked.answer.range().is_none() || from > to {
                flaws.add(Wrong::ConditionInvalid, path);
            }
        }
    }
}
