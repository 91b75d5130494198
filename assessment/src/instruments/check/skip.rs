//! What is shown when: nothing depends on itself or on what comes later, and everything is
//! shown to somebody.

use std::collections::HashMap;

use super::{
    Flaws, Wrong,
    ways::{TooMany, Ways},
};
use crate::instruments::document::{Condition, Document, Item};

/// An item with what its section and it ask for.
pub struct Step<'a> {
    pub item: &'a Item,
    pub conditions: Vec<&'a Condition>,
    path: String,
}

pub fn steps(document: &Document) -> Vec<Step<'_>> {
    let mut steps = vec![];
    for (i, section) in document.sections.iter().enumerate() {
        for (j, item) in section.items.iter().enumerate() {
            let conditions = section.show_if.iter().chain(&item.show_if).collect();
            steps.push(Step { item, conditions, path: format!("sections[{i}].items[{j}]") });
        }
    }
    steps
}

pub fn check(document: &Document, flaws: &mut Flaws) {
    let steps = steps(document);
    let places: HashMap<_, _> =
        steps.iter().enumerate().map(|(i, step)| (step.item.code.as_str(), i)).collect();
    let asked: Vec<Vec<usize>> = steps
        .iter()
        .map(|step| {
            let items = step.conditions.iter().flat_map(|it| it.items());
            items.filter_map(|it| places.get(it).copied()).collect()
        })
        .collect();
    let mut ordered = true;
    for (i, step) in steps.iter().enumerate() {
        if asked[i].iter().all(|other| *other < i) {
            continue;
        }
        ordered = false;
        let wrong = if depends(&asked, i) { Wrong::Cycle } else { Wrong::LooksAhead };
        flaws.add(wrong, step.path.clone());
    }
    if ordered {
        reachable(&steps, &places, flaws);
    }
}

/// Whether an item depends on itself, over however many others.
fn depends(asked: &[Vec<usize>], item: usize) -> bool {
    let mut seen = vec![false; asked.len()];
    let mut open = asked[item].clone();
    while let Some(next) = open.pop() {
        if next == item {
            return true;
        }
        if !std::mem::replace(&mut seen[next], true) {
            open.extend(&asked[next]);
        }
    }
    false
}

/// In the order of the sheet, in which each depends on earlier ones alone.
fn reachable(steps: &[Step<'_>], places: &HashMap<&str, usize>, flaws: &mut Flaws) {
    let mut ways = Ways::default();
    for step in steps {
        match ways.add(steps, places, step) {
            Ok(true) => (),
            Ok(false) => flaws.add(Wrong::Unreachable, step.path.clone()),
            Err(TooMany) => return flaws.add(Wrong::TooManyWays, step.path.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instruments::check::tests::{between, choice, document, is, likert, shown};

    fn wrong(items: Vec<Item>) -> Vec<(Wrong, String)> {
        let mut flaws = Flaws::default();
        check(&document(items), &mut flaws);
        flaws.0.into_iter().map(|it| (it.wrong, it.path)).collect()
    }

    #[test]
    fn what_can_be_shown_is_well() {
        let items = vec![
            choice("a", &["x", "y"]),
            shown(likert("b"), is("a", &["x"])),
            shown(likert("c"), Condition::All(vec![is("a", &["x"]), between("b", 4.0, 9.0)])),
            shown(likert("d"), Condition::Any(vec![is("a", &["y"]), between("c", 1.0, 2.0)])),
        ];
        assert_eq!(wrong(items), []);
    }

    #[test]
    fn nothing_depends_on_itself_or_on_what_comes_later() {
        let one = |at: usize| format!("sections[0].items[{at}]");
        assert_eq!(
            wrong(vec![shown(likert("a"), between("a", 1.0, 5.0))]),
            [(Wrong::Cycle, one(0))]
        );
        let round = vec![
            shown(likert("a"), between("c", 1.0, 5.0)),
            shown(likert("b"), between("a", 1.0, 5.0)),
            shown(likert("c"), between("b", 1.0, 5.0)),
        ];
        assert_eq!(wrong(round), [(Wrong::Cycle, one(0))]);
        let ahead = vec![shown(likert("a"), between("b", 1.0, 5.0)), likert("b")];
        assert_eq!(wrong(ahead), [(Wrong::LooksAhead, one(0))]);
    }

    #[test]
    fn what_is_never_shown_is_found() {
        let one = |at: usize| [(Wrong::Unreachable, format!("sections[0].items[{at}]"))];
        let never =
            |condition| vec![choice("a", &["x", "y"]), likert("b"), shown(likert("c"), condition)];
        for condition in [
            between("b", 6.0, 7.0),
            between("b", 2.1, 2.9),
            Condition::All(vec![is("a", &["x"]), is("a", &["y"])]),
            Condition::All(vec![between("b", 1.0, 2.0), between("b", 4.0, 5.0)]),
            Condition::IsNot { item: "a".into(), codes: vec!["x".into(), "y".into()] },
        ] {
            assert_eq!(wrong(never(condition.clone())), one(2), "{condition:?}");
        }
        // It asks for what is only there where it is not.
        let across = vec![
            choice("a", &["x", "y"]),
            shown(likert("b"), is("a", &["x"])),
            shown(likert("c"), Condition::All(vec![is("a", &["y"]), between("b", 1.0, 5.0)])),
        ];
        assert_eq!(wrong(across), one(2));
    }

    #[test]
    fn ways_beyond_number_are_not_looked_at() {
        let mut items: Vec<_> = (0..12).map(|i| choice(&format!("q{i}"), &["x", "y"])).collect();
        let either =
            |i| Condition::Any(vec![is(&format!("q{i}"), &["x"]), is(&format!("q{i}"), &["y"])]);
        items.push(shown(likert("end"), Condition::All((0..12).map(either).collect())));
        assert_eq!(wrong(items), [(Wrong::TooManyWays, "sections[0].items[12]".into())]);
    }
}
