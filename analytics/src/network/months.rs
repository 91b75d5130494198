//! Which months there are.

use chrono::{DateTime, NaiveTime, Utc};
use kernel::Month;

/// How far back a first snapshot goes.
pub const MOST: usize = 24;

/// The last month that has ended.
pub fn last_closed(now: DateTime<Utc>) -> Month {
    Month::of(now).before()
}

/// Those that have ended, from the first to the last, at most [`MOST`].
pub fn closed(first: Month, now: DateTime<Utc>) -> Vec<Month> {
    let back = std::iter::successors(Some(last_closed(now)), |month| Some(month.before()));
    let since = back.take(MOST).take_while(|month| month.first() >= first.first());
    let mut months: Vec<_> = since.collect();
    months.reverse();
    months
}

/// From its first moment to that of the next.
pub fn bounds(month: Month) -> (DateTime<Utc>, DateTime<Utc>) {
    let start = |day: chrono::NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    (start(month.first()), start(month.last() + chrono::Days::new(1)))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_have_ended_and_do_not_go_back_for_ever() {
        let now = bounds(Month::with(day("2026-03-17"))).0;
        let told = |first: &str| {
            let months = closed(Month::with(day(first)), now);
            months.iter().map(|it| it.first().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(told("2025-12-31"), ["2025-12-01", "2026-01-01", "2026-02-01"]);
        assert!(told("2026-03-01").is_empty());
        let long = told("2001-01-01");
        assert_eq!((long.len(), &*long[0]), (MOST, "2024-03-01"));
        let (from, to) = bounds(Month::with(day("2025-12-31")));
        assert_eq!((to - from).num_days(), 31);
    }
}
