//! The answers on a sheet, and what becomes of them when some are changed.
//!
//! Each item counts its changes. Whoever names the revision they read is told if another tab or
//! device was faster, and a repetition that comes late changes nothing.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::{
    answering::{AnswerProblem, Answers, Given, check},
    instruments::document::{Document, Item},
};

/// How many answers are saved at once.
pub const MOST_ANSWERS: usize = 100;

/// By the codes of their items.
pub type Page = BTreeMap<String, Kept>;

/// What stands at an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// From 1, one more for each change.
    pub revision: i64,
    /// None, where it was taken back.
    pub given: Option<Given>,
}

/// What is to stand at an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub item: String,
    /// None takes back what was answered.
    pub given: Option<Given>,
    /// As it was read, 0 where nothing was; none overwrites whatever stands there.
    pub revision: Option<i64>,
}

/// Why one of the changes cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Its place among the changes, from 0.
    pub at: usize,
    pub wrong: Wrong,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    NoSuchItem,
    /// An earlier one is for the same item.
    Twice,
    /// The item was answered in the meantime.
    Stale,
    Answer(AnswerProblem),
}

/// What stands at each item that changes; everything wrong is told at once, and then nothing
/// changes. What stands there already is no change, whatever revision was read: so a repetition
/// is answered as the first time.
pub fn change(document: &Document, page: &Page, changes: &[Change]) -> Result<Page, Vec<Flaw>> {
    let items: HashMap<_, _> = document.items().map(|it| (it.code.as_str(), it)).collect();
    let (mut next, mut flaws, mut seen) = (Page::new(), vec![], HashSet::new());
    for (at, change) in changes.iter().enumerate() {
        let twice = !seen.insert(change.item.as_str());
        let item = items.get(change.item.as_str()).copied();
        match one(item, page.get(&change.item), change, twice) {
            Ok(Some(kept)) => drop(next.insert(change.item.clone(), kept)),
            Ok(None) => (),
            Err(wrong) => flaws.push(Flaw { at, wrong }),
        }
    }
    if flaws.is_empty() { Ok(next) } else { Err(flaws) }
}

fn one(
    item: Option<&Item>,
    kept: Option<&Kept>,
    change: &Change,
    twice: bool,
) -> Result<Option<Kept>, Wrong> {
    let item = item.ok_or(Wrong::NoSuchItem)?;
    if twice {
        return Err(Wrong::Twice);
    }
    if let Some(given) = &change.given {
        check(item, given).map_err(Wrong::Answer)?;
    }
    let (revision, stands) = kept.map_or((0, None), |it| (it.revision, it.given.as_ref()));
    if stands == change.given.as_ref() {
        return Ok(None);
    }
    if change.revision.is_some_and(|read| read != revision) {
        return Err(Wrong::Stale);
    }
    Ok(Some(Kept { revision: revision + 1, given: change.given.clone() }))
}

/// What is answered, without what was taken back.
pub fn answers(page: &Page) -> Answers {
    let given = page.iter().filter_map(|(code, it)| Some((code.clone(), it.given.clone()?)));
    given.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instruments::check::tests::{choice, document, likert};

    fn asked() -> Document {
        document(vec![likert("a"), choice("b", &["x", "y"]), likert("c")])
    }

    fn to(item: &str, number: Option<f64>, revision: Option<i64>) -> Change {
        Change { item: item.into(), given: number.map(Given::Number), revision }
    }

    fn after(page: &Page, changes: &[Change]) -> Result<Page, Vec<Flaw>> {
        let mut next = page.clone();
        next.extend(change(&asked(), page, changes)?);
        Ok(next)
    }

    fn at(page: &Page, item: &str) -> (i64, Option<Given>) {
        page.get(item).map_or((0, None), |it| (it.revision, it.given.clone()))
    }

    #[test]
    fn a_repetition_that_comes_late_overwrites_nothing() {
        let first = to("a", Some(1.0), Some(0));
        let one = after(&Page::new(), std::slice::from_ref(&first)).unwrap();
        assert_eq!(at(&one, "a"), (1, Some(Given::Number(1.0))));
        // Sent again at once.
        assert_eq!(after(&one, std::slice::from_ref(&first)).unwrap(), one);
        let two = after(&one, &[to("a", Some(2.0), Some(1))]).unwrap();
        assert_eq!(at(&two, "a"), (2, Some(Given::Number(2.0))));
        let stale = vec![Flaw { at: 0, wrong: Wrong::Stale }];
        assert_eq!(after(&two, &[first]), Err(stale.clone()));
        // Taken back, and not brought back by what was sent before.
        let none = after(&two, &[to("a", None, Some(2))]).unwrap();
        assert_eq!(at(&none, "a"), (3, None));
        assert_eq!(after(&none, &[to("a", Some(2.0), Some(1))]), Err(stale));
        assert_eq!(answers(&none), Answers::new());
        // Who does not ask to be safe overwrites.
        assert_eq!(at(&after(&none, &[to("a", Some(5.0), None)]).unwrap(), "a").0, 4);
    }

    #[test]
    fn two_tabs_change_what_is_not_the_same_item() {
        let one = after(&Page::new(), &[to("a", Some(1.0), Some(0))]).unwrap();
        let two = after(&one, &[to("c", Some(3.0), Some(0))]).unwrap();
        assert_eq!((at(&two, "a").0, at(&two, "c").0), (1, 1));
        let stale = vec![Flaw { at: 1, wrong: Wrong::Stale }];
        let both = [to("c", Some(4.0), Some(1)), to("a", Some(4.0), Some(0))];
        assert_eq!(after(&two, &both), Err(stale));
    }

    #[test]
    fn everything_wrong_is_told_at_its_place() {
        let wrong = |at, wrong| Flaw { at, wrong };
        let changes = [
            to("a", Some(9.0), None),
            to("nowhere", Some(1.0), None),
            to("c", Some(1.0), None),
            to("c", Some(2.0), None),
            to("b", Some(1.0), None),
        ];
        let told = vec![
            wrong(0, Wrong::Answer(AnswerProblem::OutOfRange)),
            wrong(1, Wrong::NoSuchItem),
            wrong(3, Wrong::Twice),
            wrong(4, Wrong::Answer(AnswerProblem::OtherKind)),
        ];
        assert_eq!(after(&Page::new(), &changes), Err(told));
    }

    #[test]
    fn a_page_reads_back_as_it_was_written() {
        let page: Page = [
            ("a".to_owned(), Kept { revision: 2, given: Some(Given::Number(0.1)) }),
            ("b".to_owned(), Kept { revision: 1, given: None }),
        ]
        .into();
        let text = serde_json::to_string(&page).unwrap();
        assert_eq!(serde_json::from_str::<Page>(&text).unwrap(), page);
    }
}
