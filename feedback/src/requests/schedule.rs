//! When somebody who is asked gets a mail about it.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

/// So long after the invitation.
const AFTER: [TimeDelta; 2] = [TimeDelta::days(3), TimeDelta::days(5)];
/// So long before the last day.
const BEFORE: Days = Days::new(1);
/// For so many days after the last one, a link tells what became of it; then it opens nothing.
pub const TOLD: Days = Days::new(7);

/// The next mail after `now`; none, if the last day comes first.
pub fn next(
    invited_at: DateTime<Utc>,
    due_on: NaiveDate,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    // At the time of day at which they were asked.
    let last = (due_on - BEFORE).and_time(invited_at.time()).and_utc();
    let mails = AFTER.map(|after| invited_at + after).into_iter().chain([last]);
    mails.filter(|at| *at > now && *at > invited_at && !is_over(due_on, at.date_naive())).min()
}

/// The last day is the last on which it is answered.
pub fn is_over(due_on: NaiveDate, today: NaiveDate) -> bool {
    today > due_on
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, day).unwrap()
    }

    fn at(of: u32) -> DateTime<Utc> {
        day(of).and_hms_opt(10, 0, 0).unwrap().and_utc()
    }

    fn mails(due: u32) -> Vec<DateTime<Utc>> {
        let invited = at(1);
        std::iter::successors(next(invited, day(due), invited), |last| {
            next(invited, day(due), *last)
        })
        .collect()
    }

    #[test]
    fn after_three_and_five_days_and_one_before_the_last() {
        assert_eq!(mails(15), [at(4), at(6), at(14)]);
        assert_eq!(mails(6), [at(4), at(5), at(6)]);
        assert_eq!(mails(5), [at(4)]);
        assert_eq!(mails(3), [at(2)]);
        assert_eq!(mails(2), [] as [DateTime<Utc>; 0]);
        assert_eq!(mails(1), [] as [DateTime<Utc>; 0]);
    }

    #[test]
    fn the_last_day_counts() {
        assert!(!is_over(day(5), day(5)) && is_over(day(5), day(6)));
    }
}
