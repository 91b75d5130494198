//! What was answered to one item, and whether it could be.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::instruments::document::{Answer, Choose, Item};

/// An answer, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Given {
    /// A point, a number, or 0 to 10.
    Number(f64),
    /// The code of the option, or of the statement that is most like oneself.
    Choice(String),
    /// The codes of the options that were chosen.
    Choices(Vec<String>),
    /// The codes of all options or statements, the first one first.
    Order(Vec<String>),
    MostAndLeast {
        most: String,
        least: String,
    },
    Day(NaiveDate),
    Text(String),
    /// One could not observe it.
    NotObserved,
    PreferNotToSay,
}

/// Why an item cannot be answered so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerProblem {
    /// It is answered in another way.
    OtherKind,
    /// Neither is not having observed it an answer here, nor not saying.
    NotOffered,
    /// It lies below the lowest or above the highest, or between two points.
    OutOfRange,
    /// There is no such option or statement.
    NoSuchOption,
    /// One option stands there twice, or one is missing in an order.
    NotEachOnce,
    /// Fewer are chosen than must be, or more than may be.
    OtherNumber,
    /// It is longer than it may be, or has a null character.
    TooLong,
}

pub fn check(item: &Item, given: &Given) -> Result<(), AnswerProblem> {
    use AnswerProblem as Problem;
    match (given, &item.answer) {
        (Given::NotObserved, _) if item.not_observed => Ok(()),
        (Given::PreferNotToSay, _) if item.prefer_not_to_say => Ok(()),
        (Given::NotObserved | Given::PreferNotToSay, _) => Err(Problem::NotOffered),
        (Given::Number(number), answer) => {
            let (lowest, highest) = answer.range().ok_or(Problem::OtherKind)?;
            let whole = !answer.is_whole() || (number.trunc() - number).abs() < f64::EPSILON;
            let inside = number.is_finite() && (lowest..=highest).contains(number);
            if whole && inside { Ok(()) } else { Err(Problem::OutOfRange) }
        }
        (
            Given::Choice(code),
            Answer::SingleChoice { .. } | Answer::ForcedChoice { choose: Choose::Most, .. },
        ) => known(item, std::slice::from_ref(code)),
        (Given::Choices(codes), Answer::MultipleChoice { options, least, most }) => {
            known(item, codes)?;
            let few = codes.len() < least.unwrap_or(0);
            if few || codes.len() > most.unwrap_or(options.len()) {
                return Err(Problem::OtherNumber);
            }
            Ok(())
        }
        (
            Given::Order(codes),
            Answer::Ranking { .. } | Answer::ForcedChoice { choose: Choose::Ranking, .. },
        ) => {
            known(item, codes)?;
            let all = codes.len() == item.answer.codes().len();
            if all { Ok(()) } else { Err(Problem::NotEachOnce) }
        }
        (
            Given::MostAndLeast { most, least },
            Answer::ForcedChoice { choose: Choose::MostAndLeast, .. },
        ) => known(item, &[most.clone(), least.clone()]),
        (Given::Day(day), Answer::Date { earliest, latest }) => {
            let early = earliest.is_some_and(|it| *day < it);
            let late = latest.is_some_and(|it| *day > it);
            if early || late { Err(Problem::OutOfRange) } else { Ok(()) }
        }
        (Given::Text(text), Answer::Text { longest }) => {
            let fits = text.chars().count() <= *longest && !text.contains('\0');
            if fits { Ok(()) } else { Err(Problem::TooLong) }
        }
        _ => Err(Problem::OtherKind),
    }
}

/// Each is one that the item has, and none stands there twice.
fn known(item: &Item, codes: &[String]) -> Result<(), AnswerProblem> {
    let known = item.answer.codes();
    for (i, code) in codes.iter().enumerate() {
        if !known.contains(&code.as_str()) {
            return Err(AnswerProblem::NoSuchOption);
        }
        if codes[..i].contains(code) {
            return Err(AnswerProblem::NotEachOnce);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instruments::{
        check::tests::{choice, item, likert, text},
        document::Statement,
    };

    fn codes(codes: &[&str]) -> Vec<String> {
        codes.iter().map(|it| (*it).to_owned()).collect()
    }

    #[test]
    fn a_point_is_one_of_the_points() {
        for (number, told) in [
            (1.0, Ok(())),
            (5.0, Ok(())),
            (0.0, Err(AnswerProblem::OutOfRange)),
            (5.5, Err(AnswerProblem::OutOfRange)),
            (2.5, Err(AnswerProblem::OutOfRange)),
            (f64::NAN, Err(AnswerProblem::OutOfRange)),
        ] {
            assert_eq!(check(&likert("a"), &Given::Number(number)), told, "{number}");
        }
        let open = item("n", Answer::Numeric { lowest: None, highest: None, unit: text("km") });
        assert_eq!(check(&open, &Given::Number(2.5)), Ok(()));
        assert_eq!(check(&open, &Given::Number(f64::INFINITY)), Err(AnswerProblem::OutOfRange));
    }

    #[test]
    fn what_is_chosen_is_there_once() {
        let one = choice("a", &["x", "y"]);
        assert_eq!(check(&one, &Given::Choice("x".into())), Ok(()));
        assert_eq!(check(&one, &Given::Choice("z".into())), Err(AnswerProblem::NoSuchOption));
        assert_eq!(check(&one, &Given::Number(1.0)), Err(AnswerProblem::OtherKind));
        let Answer::SingleChoice { options } = one.answer else { panic!() };
        let some =
            Answer::MultipleChoice { options: options.clone(), least: Some(1), most: Some(1) };
        let some = item("b", some);
        for (chosen, told) in [
            (vec!["x"], Ok(())),
            (vec![], Err(AnswerProblem::OtherNumber)),
            (vec!["x", "y"], Err(AnswerProblem::OtherNumber)),
            (vec!["x", "x"], Err(AnswerProblem::NotEachOnce)),
        ] {
            assert_eq!(check(&some, &Given::Choices(codes(&chosen))), told, "{chosen:?}");
        }
        let order = item("c", Answer::Ranking { options });
        assert_eq!(check(&order, &Given::Order(codes(&["y", "x"]))), Ok(()));
        assert_eq!(check(&order, &Given::Order(codes(&["y"]))), Err(AnswerProblem::NotEachOnce));
    }

    #[test]
    fn most_and_least_are_two() {
        let statement =
            |code: &str| Statement { code: code.into(), text: text(code), scale: "s".into() };
        let statements = vec![statement("x"), statement("y")];
        let block = item("b", Answer::ForcedChoice { choose: Choose::MostAndLeast, statements });
        let of = |most: &str, least: &str| Given::MostAndLeast {
            most: most.into(),
            least: least.into(),
        };
        assert_eq!(check(&block, &of("x", "y")), Ok(()));
        assert_eq!(check(&block, &of("x", "x")), Err(AnswerProblem::NotEachOnce));
        assert_eq!(check(&block, &Given::Choice("x".into())), Err(AnswerProblem::OtherKind));
    }

    #[test]
    fn not_to_answer_is_an_answer_where_it_is_offered() {
        let mut asked = likert("a");
        assert_eq!(check(&asked, &Given::NotObserved), Err(AnswerProblem::NotOffered));
        asked.not_observed = true;
        assert_eq!(check(&asked, &Given::NotObserved), Ok(()));
        assert_eq!(check(&asked, &Given::PreferNotToSay), Err(AnswerProblem::NotOffered));
    }

    #[test]
    fn words_and_days_have_bounds() {
        let words = item("w", Answer::Text { longest: 3 });
        assert_eq!(check(&words, &Given::Text("öüä".into())), Ok(()));
        assert_eq!(check(&words, &Given::Text("long".into())), Err(AnswerProblem::TooLong));
        let day = |day| NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
        let days = item("d", Answer::Date { earliest: Some(day(2)), latest: Some(day(3)) });
        assert_eq!(check(&days, &Given::Day(day(3))), Ok(()));
        assert_eq!(check(&days, &Given::Day(day(1))), Err(AnswerProblem::OutOfRange));
        assert_eq!(check(&days, &Given::Day(day(4))), Err(AnswerProblem::OutOfRange));
    }
}
