//! What a template, a request and an answer may say.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use kernel::{CompetencyId, text::is_seen};

use super::entity::question::Kind;
use crate::bounds::{fits, is_line};

/// In characters.
const LONGEST_NAME: usize = 200;
/// In characters; also of what introduces a template.
const LONGEST_MESSAGE: usize = 2_000;
/// In characters.
const LONGEST_QUESTION: usize = 500;
/// In characters.
const LONGEST_CHOICE: usize = 200;
/// In characters.
const LONGEST_REASON: usize = 500;
/// In characters, to one question.
const LONGEST_ANSWER: usize = 5_000;
/// In a template.
const MOST_QUESTIONS: usize = 30;
/// To one question.
const MOST_CHOICES: usize = 10;
/// That marks are asked for.
pub const MOST_COMPETENCIES: usize = 30;
/// If nothing is said, a request is answered within so many days.
pub const USUAL_DAYS: Days = Days::new(14);
/// No request is answered later than after so many days.
pub const MOST_DAYS: Days = Days::new(180);

/// A question of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub text: String,
    pub wants: Wants,
}

/// What answers a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wants {
    Text,
    Mark(CompetencyId),
    /// One of these.
    Choice(Vec<String>),
}

impl Wants {
    pub fn kind(&self) -> Kind {
        match self {
            Self::Text => Kind::Text,
            Self::Mark(_) => Kind::Mark,
            Self::Choice(_) => Kind::Choice,
        }
    }

    pub fn competency(&self) -> Option<CompetencyId> {
        match self {
            Self::Mark(competency) => Some(*competency),
            _ => None,
        }
    }

    pub fn choices(&self) -> &[String] {
        match self {
            Self::Choice(choices) => choices,
            _ => &[],
        }
    }
}

/// What is said to one question; marks are given apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The question's place in the template, from 0.
    pub question: i64,
    pub text: Option<String>,
    /// The choice's place in the question, from 0.
    pub choice: Option<i64>,
}

pub fn is_name(name: &str) -> bool {
    is_line(name, LONGEST_NAME)
}

pub fn is_message(text: &str) -> bool {
    fits(text, LONGEST_MESSAGE)
}

/// It says something, or is not there.
pub fn is_reason(reason: Option<&str>) -> bool {
    reason.is_none_or(|reason| is_seen(reason) && fits(reason, LONGEST_REASON))
}

/// From today on, and not too far away.
pub fn is_due(due: NaiveDate, today: NaiveDate) -> bool {
    due >= today && today.checked_add_days(MOST_DAYS).is_some_and(|last| due <= last)
}

/// Each says something, choices differ, and no mark is asked for twice.
pub fn are_questions(questions: &[Question]) -> bool {
    let mut marked = HashSet::new();
    (1..=MOST_QUESTIONS).contains(&questions.len())
        && questions.iter().all(|it| {
            is_line(&it.text, LONGEST_QUESTION)
                && match &it.wants {
                    Wants::Text => true,
                    Wants::Mark(competency) => marked.insert(*competency),
                    Wants::Choice(choices) => are_choices(choices),
                }
        })
}

fn are_choices(choices: &[String]) -> bool {
    let mut seen = HashSet::new();
    (2..=MOST_CHOICES).contains(&choices.len())
        && choices.iter().all(|it| is_line(it, LONGEST_CHOICE) && seen.insert(it))
}

/// Each to a question there is, in the form it asks for, and to none twice. Any may be left out.
pub fn answer(questions: &[Question], said: &[Said]) -> bool {
    let mut seen = HashSet::new();
    said.iter().all(|it| {
        let question = usize::try_from(it.question).ok().and_then(|at| questions.get(at));
        let fitting = match (question.map(|it| &it.wants), &it.text, it.choice) {
            (Some(Wants::Text), Some(text), None) => is_seen(text) && fits(text, LONGEST_ANSWER),
            (Some(Wants::Choice(choices)), None, Some(choice)) => {
                usize::try_from(choice).is_ok_and(|choice| choice < choices.len())
            }
            _ => false,
        };
        fitting && seen.insert(it.question)
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn question(wants: Wants) -> Question {
        Question { text: "How?".into(), wants }
    }

    fn choices(all: &[&str]) -> Wants {
        Wants::Choice(all.iter().map(|it| (*it).to_owned()).collect())
    }

    #[test]
    fn questions_are_asked_once_and_choices_differ() {
        let mark = || question(Wants::Mark(CompetencyId(Uuid::from_u128(1))));
        let text = || question(Wants::Text);
        assert!(are_questions(&[text(), mark(), question(choices(&["a", "b"]))]));
        for wrong in [
            vec![],
            vec![text(); MOST_QUESTIONS + 1],
            vec![mark(), mark()],
            vec![question(choices(&["a"]))],
            vec![question(choices(&["a", "a"]))],
            vec![question(choices(&["a", ""]))],
            vec![question(choices(&["x"; MOST_CHOICES + 1]))],
            vec![Question { text: " ".into(), ..text() }],
            vec![Question { text: "ö".repeat(LONGEST_QUESTION + 1), ..text() }],
        ] {
            assert!(!are_questions(&wrong), "{wrong:?}");
        }
    }

    #[test]
    fn an_answer_fits_its_question() {
        let mark = Wants::Mark(CompetencyId(Uuid::from_u128(1)));
        let asked = [Wants::Text, choices(&["a", "b"]), mark].map(question);
        let said = |question, text: Option<&str>, choice| Said {
            question,
            text: text.map(str::to_owned),
            choice,
        };
        assert!(answer(&asked, &[]));
        assert!(answer(&asked, &[said(1, None, Some(1)), said(0, Some("Well."), None)]));
        for wrong in [
            vec![said(0, None, None)],
            vec![said(0, Some(" "), None)],
            vec![said(0, Some("Well."), Some(0))],
            vec![said(0, Some("a"), None), said(0, Some("b"), None)],
            vec![said(1, None, Some(2))],
            vec![said(1, None, Some(-1))],
            vec![said(1, Some("a"), None)],
            vec![said(2, Some("4"), None)],
            vec![said(3, Some("?"), None)],
            vec![said(-1, Some("?"), None)],
        ] {
            assert!(!answer(&asked, &wrong), "{wrong:?}");
        }
    }

    #[test]
    fn a_request_is_due_from_today_to_half_a_year() {
        let today = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
        for (days, fits) in [(0, true), (180, true), (181, false)] {
            assert_eq!(is_due(today + Days::new(days), today), fits, "{days}");
        }
        assert!(!is_due(today - Days::new(1), today));
        assert!(is_reason(None) && is_reason(Some("No time.")) && !is_reason(Some(" ")));
    }
}
