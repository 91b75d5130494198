//! A person's name, as they write it.

use kernel::text::{breaks_line, is_seen};

/// Of each part, in characters.
pub const LONGEST: usize = 200;

/// Given name, infix (`van`, `de la`) and family name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub given: String,
    pub infix: Option<String>,
    pub family: String,
}

/// The part that is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAName {
    Given,
    Infix,
    Family,
}

impl Name {
    /// Each part has 1 to 200 characters on one line; an empty infix is none.
    pub fn try_new(given: &str, infix: Option<&str>, family: &str) -> Result<Self, NotAName> {
        let infix = infix.map(str::trim).filter(|infix| !infix.is_empty());
        Ok(Self {
            given: line(given, LONGEST).ok_or(NotAName::Given)?,
            infix: infix.map(|it| line(it, LONGEST).ok_or(NotAName::Infix)).transpose()?,
            family: line(family, LONGEST).ok_or(NotAName::Family)?,
        })
    }
}

/// One line of 1 to `longest` characters of which something is seen, without blanks around it.
pub fn line(text: &str, longest: usize) -> Option<String> {
    let text = text.trim();
    let fits = (1..=longest).contains(&text.chars().count());
    (fits && is_seen(text) && !text.chars().any(breaks_line)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_on_one_line() {
        let name = Name::try_new(" Vincent ", Some("van"), "Gogh").unwrap();
        assert_eq!((&*name.given, name.infix.as_deref()), ("Vincent", Some("van")));
        assert_eq!(Name::try_new("A", Some("  "), "B").unwrap().infix, None);
        for (given, infix, family, wrong) in [
            (" ", None, "B", NotAName::Given),
            ("A\r\nBcc: x", None, "B", NotAName::Given),
            ("A", Some("\u{7}"), "B", NotAName::Infix),
            ("\u{200b}", None, "B", NotAName::Given),
            ("A", None, "\u{202e}B", NotAName::Family),
            ("A", None, &*"é".repeat(201), NotAName::Family),
        ] {
            assert_eq!(Name::try_new(given, infix, family), Err(wrong));
        }
        assert!(Name::try_new("A", None, &"é".repeat(200)).is_ok());
    }
}
