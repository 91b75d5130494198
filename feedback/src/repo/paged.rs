//! Pages of lists that go down their ids, and times to narrow them to.

use chrono::{DateTime, TimeZone, Utc};

pub use kernel::paged::{cut, cut_each};

/// SQLite compares times as text, which keeps their order only in years of four digits.
pub fn kept(at: DateTime<Utc>) -> DateTime<Utc> {
    let year = |year, month, day| Utc.with_ymd_and_hms(year, month, day, 0, 0, 0).single();
    match (year(1, 1, 1), year(9999, 12, 31)) {
        (Some(first), Some(last)) => at.clamp(first, last),
        _ => at,
    }
}
