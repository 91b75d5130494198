//! What an opportunity, an interest and a comment may say.

use chrono::NaiveDate;
use kernel::text::is_seen;

use crate::bounds::{fits, is_day, is_line};

/// In characters.
const LONGEST_TITLE: usize = 200;
/// In characters.
const LONGEST_DESCRIPTION: usize = 10_000;
/// In characters.
const LONGEST_NOTE: usize = 2_000;
/// In characters.
const LONGEST_COMMENT: usize = 5_000;
/// How much is said about one interest at most.
pub const MOST_COMMENTS: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentProblem {
    Title,
    Description,
    Period,
}

/// From when to when; either may be open.
pub type Period = (Option<NaiveDate>, Option<NaiveDate>);

pub fn check(title: &str, description: &str, (from, to): Period) -> Vec<ContentProblem> {
    let days = [from, to].into_iter().flatten().all(is_day);
    let order = from.zip(to).is_none_or(|(from, to)| from <= to);
    let wrong = [
        (is_line(title, LONGEST_TITLE), ContentProblem::Title),
        (fits(description, LONGEST_DESCRIPTION), ContentProblem::Description),
        (days && order, ContentProblem::Period),
    ];
    wrong.into_iter().filter(|(fits, _)| !fits).map(|(_, problem)| problem).collect()
}

pub fn is_note(text: &str) -> bool {
    fits(text, LONGEST_NOTE)
}

pub fn is_comment(text: &str) -> bool {
    is_seen(text) && fits(text, LONGEST_COMMENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_has_a_title_and_a_period_in_order() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 1, day);
        assert_eq!(check("Lead", "", (day(1), day(1))), []);
        assert_eq!(check("Lead", "", (day(1), None)), []);
        assert_eq!(
            check("", "\0", (day(2), day(1))),
            [ContentProblem::Title, ContentProblem::Description, ContentProblem::Period,]
        );
        assert_eq!(
            check("Lead", "", (NaiveDate::from_ymd_opt(1, 1, 1), None)),
            [ContentProblem::Period]
        );
    }

    #[test]
    fn a_comment_says_something() {
        assert!(is_comment("Why not?") && !is_comment(" \n") && !is_comment(&"ö".repeat(5_001)));
        assert!(is_note("") && !is_note(&"ö".repeat(2_001)));
    }
}
