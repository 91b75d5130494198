//! What a text may have in it, so that people see what is there.

/// Whether something of it is seen: not blanks alone, nor characters without a shape.
pub fn is_seen(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !c.is_control() && !is_shapeless(c))
}

/// Whether it ends a line, or turns the order in which what stands around it is read: a name
/// with it would pass for another.
pub fn breaks_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// One line, of which something is seen; the length in characters.
pub fn is_line(text: &str, longest: usize) -> bool {
    is_seen(text) && !text.chars().any(breaks_line) && text.chars().count() <= longest
}

/// Those that Unicode tells to ignore where they are not understood, and the blanks of Korean
/// and Braille.
fn is_shapeless(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_without_a_shape_show_nothing() {
        for unseen in ["", " \t", "\u{200b}", "\u{feff}\u{a0}", "\u{e0041}", "\u{3164}", "\u{202e}"]
        {
            assert!(!is_seen(unseen), "{unseen:?}");
        }
        for seen in ["a", " é ", "می\u{200c}خواهم", "👩\u{200d}🔬", "李", "."] {
            assert!(is_seen(seen), "{seen:?}");
        }
    }

    #[test]
    fn nothing_turns_the_line_around() {
        for c in ['\n', '\0', '\u{2028}', '\u{202e}', '\u{2066}'] {
            assert!(breaks_line(c), "{c:?}");
        }
        // Persian joins and parts letters with these, Hebrew and Arabic mark their direction.
        for c in ['\u{200c}', '\u{200d}', '\u{200f}', ' ', 'ß'] {
            assert!(!breaks_line(c), "{c:?}");
        }
    }
}
