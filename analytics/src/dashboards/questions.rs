//! Which questions the gate is asked about: each item as it was answered, and each item once more
//! for every scale that it is on, keyed as the scale has it.

use std::collections::{BTreeMap, BTreeSet};

use super::frame::{Dimension, Frame, Item, Kind as Answered};
use crate::{
    disclosure::{Kind, Question, Respondent},
    engagement::{Bounds, rounded},
};

/// A question, and from which item's answer it is answered.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub question: Question,
    /// Where the item stands.
    pub item: usize,
    pub part: Part,
}

/// What of an item's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Number {
        lowest: i64,
        highest: i64,
        reversed: bool,
    },
    Choice,
    /// Whether this one was chosen.
    Option(usize),
    Words,
}

/// Of an item on a scale: no code of an item has a stroke.
pub(crate) fn on_scale(scale: &str, item: &str) -> String {
    format!("{scale}/{item}")
}

/// Of one option among several that may be chosen.
pub(crate) fn option(item: &str, option: &str) -> String {
    format!("{item}#{option}")
}

/// All of them, items first.
pub(crate) fn questions(frame: &Frame, dimensions: &[Dimension]) -> Vec<Asked> {
    let items: Vec<&Item> = frame.items().collect();
    let plain = items.iter().enumerate().flat_map(|(place, item)| plain(frame, place, item));
    let keyed = dimensions.iter().flat_map(|dimension| {
        dimension.items.iter().filter_map(|key| {
            let item = items.get(key.item)?;
            let (kind, part) = scaled(frame, item, key.reversed)?;
            let code = on_scale(&dimension.code, &item.code);
            let question = Question { code, kind, factor: Some(dimension.code.clone()) };
            Some(Asked { question, item: key.item, part })
        })
    });
    plain.chain(keyed).collect()
}

fn plain(frame: &Frame, place: usize, item: &Item) -> Vec<Asked> {
    let asked = |code: String, kind, part| Asked {
        question: Question { code, kind, factor: None },
        item: place,
        part,
    };
    match &item.answer {
        Answered::Likert { .. } | Answered::Nps {} => {
            let found = scaled(frame, item, false);
            found.map(|(kind, part)| asked(item.code.clone(), kind, part)).into_iter().collect()
        }
        Answered::SingleChoice { options } => {
            let options = i16::try_from(options.len()).unwrap_or(i16::MAX);
            vec![asked(item.code.clone(), Kind::Choice { options }, Part::Choice)]
        }
        Answered::MultipleChoice { options } => {
            let each = options.iter().enumerate().map(|(at, it)| {
                let code = option(&item.code, &it.code);
                asked(code, Kind::Choice { options: 2 }, Part::Option(at))
            });
            each.collect()
        }
        Answered::Text {} => vec![asked(item.code.clone(), Kind::Words, Part::Words)],
        _ => vec![],
    }
}

/// An item that is answered in points, as it is or turned round.
fn scaled(frame: &Frame, item: &Item, reversed: bool) -> Option<(Kind, Part)> {
    let is_points = matches!(item.answer, Answered::Likert { .. } | Answered::Nps {});
    let bounds = item.bounds().filter(|_| is_points)?;
    let favour = frame.favour(item)?;
    let favour = if reversed { favour.reversed(bounds) } else { favour };
    let Bounds { lowest, highest } = bounds;
    let point = |it: f64| i16::try_from(rounded(it)).ok();
    let part = Part::Number { lowest: rounded(lowest), highest: rounded(highest), reversed };
    if item.is_recommendation() && !reversed {
        return Some((Kind::Recommend, part));
    }
    let kind = Kind::Scale {
        least: point(lowest)?,
        most: point(highest)?,
        favourable: point(favour.from.ceil())?,
        unfavourable: point(favour.against.floor())?,
    };
    Some((kind, part))
}

/// Numbers of items that meet on scales rest on the same people, those who answered all of them:
/// else what one number rests on and another does not could be one person.
pub(crate) fn comparable(asked: &[Asked], respondents: &mut [Respondent]) {
    for together in meeting(asked) {
        for respondent in respondents.iter_mut() {
            if together.iter().any(|it| respondent.answers[*it].is_none()) {
                together.iter().for_each(|it| respondent.answers[*it] = None);
            }
        }
    }
}

/// Questions whose items meet, directly or by others.
fn meeting(asked: &[Asked]) -> Vec<BTreeSet<usize>> {
    let mut of_scale: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for it in asked {
        if let Some(factor) = &it.question.factor {
            of_scale.entry(factor).or_default().insert(it.item);
        }
    }
    let mut groups: Vec<BTreeSet<usize>> = vec![];
    for items in of_scale.into_values() {
        let (met, mut others): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|it| !it.is_disjoint(&items));
        others.push(met.into_iter().flatten().chain(items).collect());
        groups = others;
    }
    let questions = |items: &BTreeSet<usize>| {
        let them = asked.iter().enumerate().filter(|(_, it)| items.contains(&it.item));
        them.map(|(question, _)| question).collect()
    };
    groups.iter().map(questions).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: &str = r#"{ "language": "en", "sections": [{ "items": [
        { "code": "a", "text": {}, "answer": { "likert": { "lowest": 1, "highest": 5 } } },
        { "code": "b", "text": {}, "answer": { "likert": { "lowest": 1, "highest": 5 } } },
        { "code": "c", "text": {}, "answer": { "likert": { "lowest": 1, "highest": 5 } } },
        { "code": "n", "text": {}, "answer": { "nps": {} } },
        { "code": "w", "text": {}, "answer": { "text": {} } },
        { "code": "m", "text": {}, "answer": { "multipleChoice": { "options": [
          { "code": "x", "text": {} }, { "code": "y", "text": {} }] } } }] }],
      "scales": [
        { "code": "engagement", "name": {}, "combine": "mean", "lowest": 1, "highest": 5, "facets": ["f"] },
        { "code": "f", "name": {}, "combine": "mean", "lowest": 1, "highest": 5,
          "items": [{ "item": "a" }, { "item": "b", "reversed": true }] }] }"#;

    fn asked() -> Vec<Asked> {
        let frame: Frame = serde_json::from_str(FRAME).unwrap();
        questions(&frame, &frame.dimensions())
    }

    #[test]
    fn an_item_is_asked_as_it_is_and_for_each_of_its_scales() {
        let codes: Vec<_> = asked().iter().map(|it| it.question.code.clone()).collect();
        let told =
            ["a", "b", "c", "n", "w", "m#x", "m#y", "engagement/a", "engagement/b", "f/a", "f/b"];
        assert_eq!(codes, told);
        let reversed = asked()[8].clone();
        assert_eq!(reversed.part, Part::Number { lowest: 1, highest: 5, reversed: true });
        assert_eq!(asked()[3].question.kind, Kind::Recommend);
    }

    /// Who left out one of those that meet is in the numbers of none of them.
    #[test]
    fn items_that_meet_rest_on_the_same_people() {
        let asked = asked();
        let mut answers = vec![Some(1); asked.len()];
        answers[0] = None;
        let mut all = vec![Respondent { answers, ..Respondent::default() }];
        comparable(&asked, &mut all);
        let left: Vec<_> = all[0].answers.iter().map(Option::is_some).collect();
        let told = [false, false, true, true, true, true, true, false, false, false, false];
        assert_eq!(left, told);
    }
}
