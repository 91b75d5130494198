//! What a goal may say.

use chrono::NaiveDate;

use crate::bounds::{fits, is_day, is_line};

/// In characters; of a goal, and of each of its milestones.
const LONGEST_TITLE: usize = 200;
/// In characters.
const LONGEST_DESCRIPTION: usize = 5_000;
/// In characters.
const LONGEST_NOTE: usize = 2_000;
/// How many milestones one goal has at most.
pub const MOST_MILESTONES: usize = 50;
/// How many pieces of evidence one goal has at most.
pub const MOST_EVIDENCE: usize = 100;

/// A step on the way, as its owner puts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    pub title: String,
    pub due_on: Option<NaiveDate>,
    pub reached_on: Option<NaiveDate>,
}

/// With whom a goal is shared, besides its owner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    pub with_manager: bool,
    pub with_coach: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentProblem {
    Title,
    Description,
    Day,
    Milestone,
    TooManyMilestones,
}

/// One line, of which something is seen.
pub fn check_title(title: &str) -> Result<(), ContentProblem> {
    if is_line(title, LONGEST_TITLE) { Ok(()) } else { Err(ContentProblem::Title) }
}

pub fn check_description(text: &str) -> Result<(), ContentProblem> {
    if fits(text, LONGEST_DESCRIPTION) { Ok(()) } else { Err(ContentProblem::Description) }
}

pub fn check_milestones(milestones: &[Milestone]) -> Result<(), ContentProblem> {
    if milestones.len() > MOST_MILESTONES {
        return Err(ContentProblem::TooManyMilestones);
    }
    let fits = |it: &Milestone| {
        is_line(&it.title, LONGEST_TITLE)
            && [it.due_on, it.reached_on].into_iter().flatten().all(is_day)
    };
    if milestones.iter().all(fits) { Ok(()) } else { Err(ContentProblem::Milestone) }
}

/// Both engines keep years of four digits in their order.
pub fn check_day(day: Option<NaiveDate>) -> Result<(), ContentProblem> {
    if day.is_none_or(is_day) { Ok(()) } else { Err(ContentProblem::Day) }
}

pub fn is_progress(progress: i64) -> bool {
    (0..=100).contains(&progress)
}

pub fn is_note(text: &str) -> bool {
    fits(text, LONGEST_NOTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_bounds_in_characters() {
        assert_eq!(check_title(&"ö".repeat(200)), Ok(()));
        for title in ["", "\u{200b}", "a\nb", "a\u{202e}b", &"ö".repeat(201)] {
            assert_eq!(check_title(title), Err(ContentProblem::Title), "{title:?}");
        }
        assert_eq!(check_description(&"ö\n".repeat(2_500)), Ok(()));
        let long = "ö".repeat(5_001);
        assert_eq!(check_description(&long), Err(ContentProblem::Description));
        assert_eq!(check_description("a\0"), Err(ContentProblem::Description));
        assert!(is_note("") && !is_note(&"ö".repeat(2_001)));
    }

    #[test]
    fn milestones_are_few_and_have_titles() {
        let step = |title: &str| Milestone { title: title.into(), due_on: None, reached_on: None };
        assert_eq!(check_milestones(&vec![step("Read"); 50]), Ok(()));
        let many = check_milestones(&vec![step("Read"); 51]);
        assert_eq!(many, Err(ContentProblem::TooManyMilestones));
        let untitled = check_milestones(&[step("Read"), step(" ")]);
        assert_eq!(untitled, Err(ContentProblem::Milestone));
        let early = Milestone { due_on: NaiveDate::from_ymd_opt(999, 1, 1), ..step("Read") };
        assert_eq!(check_milestones(&[early]), Err(ContentProblem::Milestone));
        assert_eq!(check_day(NaiveDate::from_ymd_opt(10_000, 1, 1)), Err(ContentProblem::Day));
        assert_eq!(check_day(NaiveDate::from_ymd_opt(2030, 1, 1)), Ok(()));
    }

    #[test]
    fn progress_is_a_share_of_a_hundred() {
        for (progress, fits) in [(-1, false), (0, true), (100, true), (101, false)] {
            assert_eq!(is_progress(progress), fits, "{progress}");
        }
    }
}
