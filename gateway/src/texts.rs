//! What we say to people, in every language that we speak.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// The texts of one kind.
pub struct Texts(Vec<(&'static str, FluentBundle<FluentResource>)>);

/// A file of each language; the first is the last resort.
macro_rules! files {
    ($file:literal) => {
        [
            ("en", include_str!(concat!("../texts/en/", $file))),
            ("it", include_str!(concat!("../texts/it/", $file))),
            ("nl", include_str!(concat!("../texts/nl/", $file))),
            ("de", include_str!(concat!("../texts/de/", $file))),
            ("fr", include_str!(concat!("../texts/fr/", $file))),
        ]
    };
}

const MAIL_FILES: [(&str, &str); 5] = files!("mail.ftl");
const ERROR_FILES: [(&str, &str); 5] = files!("errors.ftl");

/// Of mails.
pub static MAIL: LazyLock<Texts> = LazyLock::new(|| Texts::of(MAIL_FILES));
/// Of errors; the English ones of payloads stand where they are declared.
pub static ERRORS: LazyLock<Texts> = LazyLock::new(|| Texts::of(ERROR_FILES));

impl Texts {
    fn of(files: [(&'static str, &'static str); 5]) -> Self {
        Self(files.into_iter().map(|(language, file)| (language, bundle(language, file))).collect())
    }

    /// In the language of this tag, if there is such a text.
    pub fn find(&self, tag: &str, key: &str, values: &[(&str, &str)]) -> Option<String> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        let bundle = self.0.iter().find(|(ours, _)| ours.eq_ignore_ascii_case(language))?;
        said(&bundle.1, key, values)
    }

    /// In the language of this tag, or in English.
    pub fn say(&self, tag: &str, key: &str, values: &[(&str, &str)]) -> String {
        let text = self.find(tag, key, values).or_else(|| self.find("en", key, values));
        text.unwrap_or_default()
    }
}

fn said(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    values: &[(&str, &str)],
) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let args: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, *value)).collect();
    let mut errors = vec![];
    let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
    errors.is_empty().then_some(text)
}

/// The files are part of the program: a test reads each of them.
fn bundle(language: &str, file: &str) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language.parse().expect("a language tag");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Marks around values, for scripts of both directions, would end up in addresses.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(file.to_owned()).expect("a file of texts");
    bundle.add_resource(resource).expect("each text once");
    bundle
}

#[cfg(test)]
pub mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Each text's key and the names of its values.
    pub fn outline(file: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut outline = BTreeMap::new();
        let mut key = String::new();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            if let Some((start, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                start.clone_into(&mut key);
                outline.insert(key.clone(), BTreeSet::new());
            }
            for value in line.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next()) {
                outline.get_mut(&key).unwrap().insert(value.to_owned());
            }
        }
        outline
    }

    #[test]
    fn every_language_has_every_text_with_every_value() {
        for files in [MAIL_FILES, ERROR_FILES] {
            let english = outline(files[0].1);
            assert!(english.len() > 5);
            for (language, file) in files {
                assert_eq!(outline(file), english, "{language}");
            }
        }
    }

    #[test]
    fn every_text_is_said() {
        for (texts, files) in [(&MAIL, MAIL_FILES), (&ERRORS, ERROR_FILES)] {
            for (language, file) in files {
                for (key, values) in outline(file) {
                    let values: Vec<_> = values.iter().map(|name| (&**name, "—v—")).collect();
                    let text = texts.find(language, &key, &values);
                    let text = text.unwrap_or_else(|| panic!("{language}: {key}"));
                    assert_eq!(text.matches("—v—").count(), values.len(), "{language}: {text}");
                }
            }
        }
    }

    #[test]
    fn a_tag_of_a_region_is_understood_and_an_unknown_one_is_english() {
        let values = [("name", "Ada")];
        assert_eq!(MAIL.say("de-AT", "greeting", &values), "Guten Tag Ada,");
        assert_eq!(MAIL.say("pl", "greeting", &values), "Hello Ada,");
    }
}
