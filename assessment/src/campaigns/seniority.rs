//! How long somebody has been there, in bands: a day of joining would tell who it is.

use chrono::{Datelike, NaiveDate};

/// So many whole years at most, and what the band is called.
const BANDS: [(i32, &str); 4] = [(0, "under_1"), (2, "1_to_2"), (5, "3_to_5"), (10, "6_to_10")];
/// Longer than all of them.
const LONGER: &str = "over_10";

/// On a day; none, if it is not known or they have not begun.
pub fn band(employed_from: Option<NaiveDate>, on: NaiveDate) -> Option<&'static str> {
    let from = employed_from.filter(|from| *from <= on)?;
    let before = (on.month(), on.day()) < (from.month(), from.day());
    let years = on.year() - from.year() - i32::from(before);
    Some(BANDS.iter().find(|(most, _)| years <= *most).map_or(LONGER, |(_, band)| band))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_years_make_bands() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let on = day(2027, 3, 15);
        for (from, told) in [
            (day(2027, 3, 15), Some("under_1")),
            (day(2026, 3, 16), Some("under_1")),
            (day(2026, 3, 15), Some("1_to_2")),
            (day(2024, 3, 16), Some("1_to_2")),
            (day(2024, 3, 15), Some("3_to_5")),
            (day(2021, 3, 15), Some("6_to_10")),
            (day(2016, 3, 16), Some("6_to_10")),
            (day(2016, 3, 15), Some("over_10")),
            (day(2027, 3, 16), None),
        ] {
            assert_eq!(band(Some(from), on), told, "{from}");
        }
        assert_eq!(band(None, on), None);
    }
}
