//! What feedback may say: its text and its marks.

use std::{collections::HashSet, ops::RangeInclusive};

use kernel::{CompetencyId, text::is_seen};

use crate::entity::feedback::Kind;

/// In characters.
pub const LONGEST_TEXT: usize = 10_000;
/// The lowest and the highest mark.
pub const MARKS: RangeInclusive<i64> = 1..=5;

/// A mark as it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub competency: CompetencyId,
    pub mark: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextProblem {
    Empty,
    TooLong,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarksProblem {
    Missing,
    NotWanted,
    OutOfRange,
    Twice,
}

/// It is kept as it was typed, so nothing is trimmed; but what is not seen says nothing.
pub fn check_text(text: &str) -> Result<(), TextProblem> {
    if !is_seen(text) {
        return Err(TextProblem::Empty);
    }
    // No character is less than a byte.
    if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
        return Err(TextProblem::TooLong);
    }
    Ok(())
}

/// An evaluation has marks, each competency once; nothing else has any.
pub fn check_marks(kind: Kind, marks: &[Mark]) -> Result<(), MarksProblem> {
    match (kind, marks.is_empty()) {
        (Kind::Evaluation, true) => return Err(MarksProblem::Missing),
        (Kind::Praise | Kind::Suggestion, false) => return Err(MarksProblem::NotWanted),
        _ => {}
    }
    if !marks.iter().all(|it| MARKS.contains(&it.mark)) {
        return Err(MarksProblem::OutOfRange);
    }
    let mut seen = HashSet::new();
    if !marks.iter().all(|it| seen.insert(it.competency)) {
        return Err(MarksProblem::Twice);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_text_has_characters_not_bytes() {
        assert_eq!(check_text(&"é".repeat(LONGEST_TEXT)), Ok(()));
        assert_eq!(check_text(&"é".repeat(LONGEST_TEXT + 1)), Err(TextProblem::TooLong));
        assert_eq!(check_text("🙂"), Ok(()));
        assert_eq!(check_text(""), Err(TextProblem::Empty));
        assert_eq!(check_text(" \n\u{2003}"), Err(TextProblem::Empty));
        assert_eq!(check_text("\u{200b}"), Err(TextProblem::Empty));
    }

    #[test]
    fn only_an_evaluation_has_marks_and_each_once() {
        let mark = |n, mark| Mark { competency: CompetencyId(Uuid::from_u128(n)), mark };
        for (kind, marks, checked) in [
            (Kind::Praise, vec![], Ok(())),
            (Kind::Suggestion, vec![mark(1, 3)], Err(MarksProblem::NotWanted)),
            (Kind::Evaluation, vec![], Err(MarksProblem::Missing)),
            (Kind::Evaluation, vec![mark(1, 1), mark(2, 5)], Ok(())),
            (Kind::Evaluation, vec![mark(1, 0)], Err(MarksProblem::OutOfRange)),
            (Kind::Evaluation, vec![mark(1, 6)], Err(MarksProblem::OutOfRange)),
            (Kind::Evaluation, vec![mark(1, 2), mark(1, 3)], Err(MarksProblem::Twice)),
        ] {
            assert_eq!(check_marks(kind, &marks), checked, "{kind:?} {marks:?}");
        }
    }
}
