//! What a meeting may say.

use chrono::{DateTime, NaiveDate, Utc};

use crate::bounds::{fits, is_day, is_line};

/// In characters.
const LONGEST_TOPIC: usize = 200;
/// In characters; of what both share, and of what each notes.
const LONGEST_NOTES: usize = 20_000;
/// In characters.
const LONGEST_POINT: usize = 500;
/// How many points a meeting agrees on at most.
pub const MOST_POINTS: usize = 50;

/// Something the two agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub text: String,
    pub due_on: Option<NaiveDate>,
    pub done: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentProblem {
    Topic,
    Start,
    Notes,
    Point,
    TooManyPoints,
}

/// What is wrong with what was said; what was not said is not wrong.
pub fn check(
    topic: Option<&str>,
    starts_at: Option<DateTime<Utc>>,
    notes: Option<&str>,
    points: Option<&[Point]>,
) -> Vec<ContentProblem> {
    let wrong = [
        (topic.is_none_or(is_topic), ContentProblem::Topic),
        (starts_at.is_none_or(|at| is_day(at.date_naive())), ContentProblem::Start),
        (notes.is_none_or(are_notes), ContentProblem::Notes),
        (points.is_none_or(|it| it.len() <= MOST_POINTS), ContentProblem::TooManyPoints),
        (points.is_none_or(|it| it.iter().all(is_point)), ContentProblem::Point),
    ];
    wrong.into_iter().filter(|(fits, _)| !fits).map(|(_, problem)| problem).collect()
}

pub fn are_notes(text: &str) -> bool {
    fits(text, LONGEST_NOTES)
}

/// None is a topic too.
fn is_topic(text: &str) -> bool {
    text.is_empty() || is_line(text, LONGEST_TOPIC)
}

fn is_point(point: &Point) -> bool {
    is_line(&point.text, LONGEST_POINT) && point.due_on.is_none_or(is_day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_has_bounds() {
        let point = |text: &str| Point { text: text.into(), due_on: None, done: false };
        let good = [point("Call the customer")];
        let at = Some(DateTime::UNIX_EPOCH);
        assert_eq!(check(Some(""), at, Some("a\nb"), Some(&good)), []);
        assert_eq!(check(None, None, None, None), []);
        let wrong = check(
            Some("a\nb"),
            Some(DateTime::<Utc>::MAX_UTC),
            Some(&"ö".repeat(20_001)),
            Some(&[point(" ")]),
        );
        let all = [
            ContentProblem::Topic,
            ContentProblem::Start,
            ContentProblem::Notes,
            ContentProblem::Point,
        ];
        assert_eq!(wrong, all);
        let many = vec![point("a"); 51];
        assert_eq!(check(None, None, None, Some(&many)), [ContentProblem::TooManyPoints]);
    }
}
