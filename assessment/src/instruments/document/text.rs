use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A text in several languages, by their tags.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<String, String>);

impl Texts {
    pub fn in_one(language: &str, text: &str) -> Self {
        Self([(language.to_owned(), text.to_owned())].into())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn has(&self, language: &str) -> bool {
        self.0.contains_key(language)
    }

    /// In this language, in its main form (`de` for `de-AT`), or else in the instrument's own.
    pub fn told<'a>(&'a self, language: &str, own: &str) -> &'a str {
        let main = language.split('-').next().unwrap_or(language);
        let found = [language, main, own].into_iter().find_map(|it| self.0.get(it));
        found.map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_told_as_near_as_it_can() {
        let texts =
            Texts([("en", "Anger"), ("de", "Ärger")].map(|(a, b)| (a.into(), b.into())).into());
        for (language, told) in
            [("de", "Ärger"), ("de-AT", "Ärger"), ("fr", "Anger"), ("en", "Anger")]
        {
            assert_eq!(texts.told(language, "en"), told, "{language}");
        }
        assert_eq!(Texts::default().told("en", "en"), "");
    }
}
