//! What a reply and a flag may say.

use kernel::text::is_seen;

use crate::bounds::fits;

/// In characters.
const LONGEST_REPLY: usize = 5_000;
/// In characters.
const LONGEST_NOTE: usize = 1_000;

/// It is kept as it was typed; but what is not seen says nothing.
pub fn is_reply(text: &str) -> bool {
    is_seen(text) && fits(text, LONGEST_REPLY)
}

pub fn is_note(text: &str) -> bool {
    fits(text, LONGEST_NOTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_says_something() {
        assert!(is_reply("Thank you.\n") && is_reply(&"ö".repeat(5_000)));
        for text in ["", " \n", "\u{200b}", "a\0", &"ö".repeat(5_001)] {
            assert!(!is_reply(text), "{text:?}");
        }
    }

    #[test]
    fn a_note_may_be_empty() {
        assert!(is_note("") && is_note(&"ö".repeat(1_000)));
        assert!(!is_note(&"ö".repeat(1_001)) && !is_note("\0"));
    }
}
