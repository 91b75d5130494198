//! What is said of a candidate, and for how long.

use chrono::{Days, NaiveDate};

use crate::bounds::is_line;

/// In characters; of a name, and of what they apply for.
const LONGEST: usize = 200;
/// Nobody is kept longer.
const MOST_DAYS: Days = Days::new(730);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentProblem {
    Name,
    Role,
    Expiry,
}

pub fn check(
    name: &str,
    role: &str,
    expires_on: NaiveDate,
    today: NaiveDate,
) -> Vec<ContentProblem> {
    let last = today.checked_add_days(MOST_DAYS);
    let wrong = [
        (is_line(name, LONGEST), ContentProblem::Name),
        (is_line(role, LONGEST), ContentProblem::Role),
        (expires_on > today && last.is_some_and(|last| expires_on <= last), ContentProblem::Expiry),
    ];
    wrong.into_iter().filter(|(fits, _)| !fits).map(|(_, problem)| problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_kept_for_ever_or_without_a_name() {
        let today = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
        let day = |days| today + Days::new(days);
        assert_eq!(check("Cleo", "Lead", day(730), today), []);
        assert_eq!(check("Cleo", "Lead", day(731), today), [ContentProblem::Expiry]);
        assert_eq!(check("Cleo", "Lead", today, today), [ContentProblem::Expiry]);
        let wrong = [ContentProblem::Name, ContentProblem::Role];
        assert_eq!(check(" ", "a\nb", day(2), today), wrong);
    }
}
