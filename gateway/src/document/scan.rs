//! Counts a document's words and how deep its brackets go, without building anything, so that
//! nothing large or deep reaches the parser, which works recursively.

use kernel::Answer;

use super::{Limits, over};

/// Brackets inside each other, of selections, arguments and values together. Introspection of
/// tools needs 15.
const NESTED: usize = 60;

/// One pass over the bytes.
pub fn scan(text: &str, limits: &Limits) -> Answer<()> {
    if text.len() > limits.bytes {
        return Err(over(&format!("A document has at most {} bytes.", limits.bytes)));
    }
    let bytes = text.as_bytes();
    let (mut at, mut tokens, mut nested, mut directives) = (0, 0, 0_usize, 0);
    while let Some(&byte) = bytes.get(at) {
        let length = match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => {
                at += 1;
                continue;
            }
            b'#' => {
                at += until(bytes, at, |byte| matches!(byte, b'\n' | b'\r'));
                continue;
            }
            b'"' => quoted(bytes, at),
            b'.' if bytes[at..].starts_with(b"...") => 3,
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'0'..=b'9' | b'-' => until(bytes, at, |byte| {
                !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'+'))
            }),
            _ => 1,
        };
        match byte {
            b'{' | b'(' | b'[' => nested += 1,
            b'}' | b')' | b']' => nested = nested.saturating_sub(1),
            b'@' => directives += 1,
            _ => {}
        }
        tokens += 1;
        at += length.max(1);
        if nested > NESTED {
            return Err(over("The document's brackets are nested too deep."));
        }
        if tokens > limits.tokens {
            return Err(over(&format!("A document has at most {} tokens.", limits.tokens)));
        }
        if directives > limits.directives {
            return Err(over(&format!("A document has at most {} directives.", limits.directives)));
        }
    }
    Ok(())
}

/// How many bytes from `at` on, up to the first that ends it.
fn until(bytes: &[u8], at: usize, ends: impl Fn(u8) -> bool) -> usize {
    let rest = &bytes[at..];
    rest.iter().position(|byte| ends(*byte)).unwrap_or(rest.len())
}

/// The length of a text that begins here, with its quotes.
fn quoted(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let block = rest.starts_with(br#"""""#);
    let mut next = if block { 3 } else { 1 };
    while next < rest.len() {
        if block && rest[next..].starts_with(br#"\""""#) {
            next += 4;
        } else if block && rest[next..].starts_with(br#"""""#) {
            return next + 3;
        } else if !block && rest[next] == b'\\' {
            next += 2;
        } else if !block && matches!(rest[next], b'"' | b'\n' | b'\r') {
            return next + 1;
        } else {
            next += 1;
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> usize {
        let fits = |tokens: &usize| {
            let limits = Limits { tokens: *tokens, ..Limits::default() };
            scan(text, &limits).is_ok()
        };
        (0..2_000).find(fits).unwrap()
    }

    #[test]
    fn words_numbers_texts_and_marks_are_counted() {
        for (text, count) in [
            ("{ a }", 3),
            ("{ a, b }# and a comment {{{", 4),
            ("query Q($x: [Int!]! = [-1.5e+3]) { ...f }", 20),
            (r#"{ a(b: "c { \" d") }"#, 8),
            ("{ a(b: \"\"\"c \\\"\"\" \n { d\"\"\") }", 8),
            ("\"", 1),
            ("\"\\", 1),
            ("é", 2),
        ] {
            assert_eq!(tokens(text), count, "{text}");
        }
    }

    #[test]
    fn r06_what_is_too_deep_never_reaches_the_parser() {
        let limits = Limits::default();
        for open in ["{a", "[", "(", "{a(b:[", "query($x:["] {
            assert!(scan(&open.repeat(1_000), &limits).is_err(), "{open}");
        }
        let deep = "[".repeat(61);
        assert!(scan(&format!("{{ a(b: \"{deep}\") }}"), &limits).is_ok());
    }
}
