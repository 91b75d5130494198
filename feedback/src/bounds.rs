//! How long a text may be, and which days are days: what several parts have in common.

use chrono::{Datelike, NaiveDate};

pub use kernel::text::is_line;

/// Any text of so many characters; it may be empty.
pub fn fits(text: &str, longest: usize) -> bool {
    !text.contains('\0') && text.chars().count() <= longest
}

/// Both engines keep years of four digits in their order.
pub fn is_day(day: NaiveDate) -> bool {
    (1000..=9999).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_seen_and_one() {
        assert!(is_line(&"ö".repeat(200), 200));
        for line in ["", "\u{200b}", "a\nb", "a\0", "a\u{202e}b", &"ö".repeat(201)] {
            assert!(!is_line(line, 200), "{line:?}");
        }
    }

    #[test]
    fn a_text_has_characters_not_bytes() {
        assert!(fits("", 1) && fits("ö\n", 2));
        assert!(!fits("öö", 1) && !fits("\0", 1));
    }

    #[test]
    fn a_day_has_a_year_of_four_digits() {
        let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).map(is_day);
        assert_eq!(
            [999, 1000, 9999, 10_000].map(day).map(Option::unwrap),
            [false, true, true, false]
        );
    }
}
