//! Small documents, and what is wrong with them.

use super::*;
use crate::instruments::document::{
    Answer, Choice, Combine, Condition, Item, Key, Scale, Section, Texts,
};

pub fn text(text: &str) -> Texts {
    Texts::in_one("en", text)
}

pub fn item(code: &str, answer: Answer) -> Item {
    Item {
        code: code.into(),
        text: text(code),
        answer,
        required_because: Texts::default(),
        not_observed: false,
        prefer_not_to_say: false,
        show_if: None,
    }
}

pub fn likert(code: &str) -> Item {
    item(code, Answer::Likert { lowest: 1, highest: 5, labels: None })
}

pub fn choice(code: &str, codes: &[&str]) -> Item {
    let options = codes.iter().map(|it| Choice { code: (*it).into(), text: text(it) }).collect();
    item(code, Answer::SingleChoice { options })
}

pub fn shown(item: Item, condition: Condition) -> Item {
    Item { show_if: Some(condition), ..item }
}

pub fn is(item: &str, codes: &[&str]) -> Condition {
    let codes = codes.iter().map(|it| (*it).into()).collect();
    Condition::Is { item: item.into(), codes }
}

pub fn between(item: &str, from: f64, to: f64) -> Condition {
    Condition::Between { item: item.into(), from, to }
}

pub fn document(items: Vec<Item>) -> Document {
    Document {
        format: FORMAT.into(),
        code: "small".into(),
        language: "en".into(),
        name: text("Small"),
        description: Texts::default(),
        purpose: text("To see"),
        legal_basis: Some(crate::instruments::document::LegalBasis::Consent),
        minutes: None,
        debrief: false,
        source: None,
        limits: Texts::default(),
        labels: vec![],
        sections: vec![Section {
            code: "s".into(),
            title: Texts::default(),
            text: Texts::default(),
            show_if: None,
            items,
        }],
        scales: vec![],
        groups: vec![],
        roles: vec![],
        engagement: None,
    }
}

fn scale(code: &str, items: &[&str]) -> Scale {
    let key = |it: &&str| Key { item: (*it).into(), reversed: false, weight: None };
    Scale {
        code: code.into(),
        name: text(code),
        description: Texts::default(),
        combine: Combine::Mean,
        lowest: 1.0,
        highest: 5.0,
        items: items.iter().map(key).collect(),
        facets: vec![],
        least: None,
        reliability: None,
        norms: vec![],
        bands: None,
        poles: None,
        strength: None,
    }
}

fn found(document: &Document) -> Vec<(Wrong, String)> {
    check(document).into_iter().map(|it| (it.wrong, it.path)).collect()
}

#[test]
fn a_small_document_holds_together() {
    let whole = Document { scales: vec![scale("x", &["a"])], ..document(vec![likert("a")]) };
    assert_eq!(found(&whole), []);
    assert_eq!(readiness(&whole), []);
}

#[test]
fn a_thousand_items_are_the_most() {
    let of = |count: usize| document((0..count).map(|i| likert(&format!("i{i}"))).collect());
    assert_eq!(found(&of(MOST_ITEMS)), []);
    assert_eq!(found(&of(MOST_ITEMS + 1)), [(Wrong::TooMany, "sections.items".into())]);
}

#[test]
fn codes_are_one_word_and_one_each() {
    let twice = document(vec![likert("a"), likert("a"), likert("b c")]);
    let at = |i: usize| format!("sections[0].items[{i}].code");
    assert_eq!(found(&twice), [(Wrong::CodeTwice, at(1)), (Wrong::CodeInvalid, at(2))]);
}

#[test]
fn texts_are_there_in_the_own_language() {
    let mut mixed = document(vec![likert("a")]);
    mixed.sections[0].items[0].text = Texts::in_one("de", "Ja");
    mixed.purpose = Texts::in_one("en", " ");
    let at = "sections[0].items[0].text".to_owned();
    let empty = (Wrong::TextInvalid, "purpose.en".to_owned());
    assert_eq!(found(&mixed), [empty, (Wrong::TextMissing, at)]);
    assert_eq!(mixed.completeness(), [("en".to_owned(), 66), ("de".to_owned(), 33)]);
}

#[test]
fn a_scale_has_items_within_its_bounds() {
    let of = |scales| Document { scales, ..document(vec![likert("a"), choice("b", &["x"])]) };
    let wide = Scale { highest: 4.0, ..scale("x", &["a"]) };
    let facets = Scale { items: vec![], facets: vec!["x".into(), "z".into()], ..scale("y", &[]) };
    for (scales, wrong, path) in [
        (vec![scale("x", &[])], Wrong::KeyInvalid, "scales[0]"),
        (vec![scale("x", &["c"])], Wrong::NoSuchCode, "scales[0].items[0].item"),
        (vec![scale("x", &["b"])], Wrong::KeyInvalid, "scales[0].items[0]"),
        (vec![scale("x", &["a", "a"])], Wrong::KeyInvalid, "scales[0]"),
        (vec![wide], Wrong::KeyInvalid, "scales[0].items[0]"),
        (vec![scale("x", &["a"]), facets], Wrong::NoSuchCode, "scales[1].facets[1]"),
    ] {
        assert_eq!(found(&of(scales)), [(wrong, path.to_owned())]);
    }
}

#[test]
fn what_is_published_says_why_it_asks() {
    let bare = Document { purpose: Texts::default(), legal_basis: None, ..document(vec![]) };
    let wrong: Vec<_> = readiness(&bare).into_iter().map(|it| it.wrong).collect();
    assert_eq!(wrong, [Wrong::NothingAsked, Wrong::PurposeMissing, Wrong::LegalBasisMissing]);
}

#[test]
fn what_is_favourable_lies_within_the_range() {
    use crate::instruments::document::{Engagement, Favourable};
    let of = |outcome: &str, item: &str, from, against| {
        let favourable = vec![Favourable { item: item.into(), from, against }];
        let engagement = Some(Engagement { outcome: Some(outcome.into()), favourable });
        let scales = vec![scale("x", &["a"])];
        check(&Document { scales, engagement, ..document(vec![likert("a")]) })
    };
    let paths = |flaws: Vec<Flaw>| flaws.into_iter().map(|it| it.path).collect::<Vec<_>>();
    assert!(of("x", "a", 4.0, 1.0).is_empty());
    assert_eq!(paths(of("y", "a", 4.0, 1.0)), ["engagement.outcome"]);
    assert_eq!(paths(of("x", "b", 4.0, 1.0)), ["engagement.favourable[0].item"]);
    assert_eq!(paths(of("x", "a", 2.0, 2.0)), ["engagement.favourable[0]"]);
    assert_eq!(paths(of("x", "a", 6.0, 1.0)), ["engagement.favourable[0]"]);
}
