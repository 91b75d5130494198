//! Where in a text the part of a document stands that a path names.

/// Line and column of the part, from 1; none, if there is no such part. The text is JSON that was
/// read before.
pub fn place(text: &str, path: &str) -> Option<(usize, usize)> {
    let mut cursor = Cursor { text, at: 0 };
    cursor.blank();
    for step in path.split(['.', '[']).filter(|step| !step.is_empty()) {
        match step.strip_suffix(']') {
            Some(index) => cursor.element(index.parse().ok()?)?,
            None => cursor.member(step)?,
        }
    }
    let before = &text[..cursor.at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |it| it.chars().count()) + 1;
    Some((line, column))
}

/// Always before a value.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while self.next().is_some_and(|it| it.is_ascii_whitespace() || it == b',' || it == b':') {
            self.at += 1;
        }
    }

    /// To the value of this name in an object.
    fn member(&mut self, name: &str) -> Option<()> {
        self.enter(b'{')?;
        while self.next()? != b'}' {
            let from = self.at;
            self.pass()?;
            let key: String = serde_json::from_str(&self.text[from..self.at]).ok()?;
            self.blank();
            if key == name {
                return self.next().map(drop);
            }
            self.pass()?;
            self.blank();
        }
        None
    }

    /// To this value of a list, from 0.
    fn element(&mut self, index: usize) -> Option<()> {
        self.enter(b'[')?;
        for _ in 0..index {
            if self.next()? == b']' {
                return None;
            }
            self.pass()?;
            self.blank();
        }
        (self.next()? != b']').then_some(())
    }

    fn enter(&mut self, bracket: u8) -> Option<()> {
        if self.next()? != bracket {
            return None;
        }
        self.at += 1;
        self.blank();
        Some(())
    }

    /// Behind one value.
    fn pass(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            match self.next()? {
                b'"' => self.pass_string()?,
                b'{' | b'[' => {
                    open += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    open = open.checked_sub(1)?;
                    self.at += 1;
                }
                _ => self.pass_word(),
            }
            if open == 0 {
                return Some(());
            }
            self.blank();
        }
    }

    fn pass_string(&mut self) -> Option<()> {
        self.at += 1;
        while self.next()? != b'"' {
            self.at += if self.next()? == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        Some(())
    }

    /// A number, or one of the three words.
    fn pass_word(&mut self) {
        while self.next().is_some_and(|it| !b",:]}".contains(&it) && !it.is_ascii_whitespace()) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{ \"a\": [1, {\"b\": \"}\\\"]\"}, [],\n  {\"b\": {\"en\": null,\n \"ö\": -1.5e3}}],\n\
                        \"c\": true }";

    #[test]
    fn a_part_is_found_by_its_path() {
        for (path, found) in [
            ("", Some((1, 1))),
            ("a", Some((1, 8))),
            ("a[0]", Some((1, 9))),
            ("a[1].b", Some((1, 18))),
            ("a[3].b.en", Some((2, 16))),
            ("a[3].b.ö", Some((3, 7))),
            ("c", Some((4, 6))),
            ("a[2][0]", None),
            ("a[4]", None),
            ("a.b", None),
            ("d", None),
        ] {
            assert_eq!(place(TEXT, path), found, "{path}");
        }
    }

    #[test]
    fn what_is_no_json_has_no_places() {
        for text in ["", "{", "{\"a", "{\"a\":", "[1", "[\"\\"] {
            assert_eq!(place(text, "a"), None, "{text}");
            assert_eq!(place(text, "[1]"), None, "{text}");
        }
    }

    /// Broken in every place, and asked for what is there and what is not.
    #[test]
    fn no_text_ends_badly() {
        let chars: Vec<char> = TEXT.chars().collect();
        for at in 0..chars.len() {
            let cut: String = chars[..at].iter().collect();
            let without: String = chars[..at].iter().chain(&chars[at + 1..]).collect();
            for path in ["a[1].b", "a[3].b.ö", "c", "d[7]", "..", "[", "[9", "]"] {
                place(&cut, path);
                place(&without, path);
            }
        }
    }
}
