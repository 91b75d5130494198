//! When somebody who is invited gets a mail about it (domain rules, section 3).

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

/// So long after the invitation.
const AFTER: [TimeDelta; 2] = [TimeDelta::days(3), TimeDelta::days(5)];
/// So long before the close.
const BEFORE: TimeDelta = TimeDelta::days(1);
/// For so many days after the close, a link tells what became of it; then it opens nothing.
pub const TOLD: Days = Days::new(7);

/// The next reminder after `now`; none, if the close comes first.
pub fn next(
    invited_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let mails = AFTER.map(|after| invited_at + after).into_iter().chain([last(closes_at)]);
    mails.filter(|at| *at > now && *at > invited_at && *at < closes_at).min()
}

/// The last one before the close.
pub fn last(closes_at: DateTime<Utc>) -> DateTime<Utc> {
    closes_at - BEFORE
}

/// The last day on which a link opens anything.
pub fn link_until(closes_at: DateTime<Utc>) -> NaiveDate {
    closes_at.date_naive() + TOLD
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32) -> DateTime<Utc> {
        NaiveDate::from_ymd_opt(2027, 1, day).unwrap().and_hms_opt(10, 0, 0).unwrap().and_utc()
    }

    fn mails(closes: u32) -> Vec<DateTime<Utc>> {
        let invited = at(1);
        let first = next(invited, at(closes), invited);
        std::iter::successors(first, |last| next(invited, at(closes), *last)).collect()
    }

    #[test]
    fn after_three_and_five_days_and_one_before_the_close() {
        assert_eq!(mails(15), [at(4), at(6), at(14)]);
        assert_eq!(mails(7), [at(4), at(6)]);
        assert_eq!(mails(6), [at(4), at(5)]);
        assert_eq!(mails(4), [at(3)]);
        assert_eq!(mails(2), [] as [DateTime<Utc>; 0]);
    }
}
