//! What we say to people, in every language that we speak.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use kernel::Speech;
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
const FORM_FILES: [(&str, &str); 5] = files!("forms.ftl");
const ERROR_FILES: [(&str, &str); 5] = files!("errors.ftl");

/// Of mails.
pub static MAIL: LazyLock<Texts> = LazyLock::new(|| Texts::of(MAIL_FILES));
/// Of forms that are filled in without an account.
pub static FORMS: LazyLock<Texts> = LazyLock::new(|| Texts::of(FORM_FILES));
/// Of errors; the English ones of payloads stand where they are declared.
pub static ERRORS: LazyLock<Texts> = LazyLock::new(|| Texts::of(ERROR_FILES));

/// How problems are told in this language; nothing need be done for English.
pub fn speech(language: &'static str) -> Option<Speech> {
    let find: fn(&str, &str, &str) -> Option<String> = |language, set, code| {
        let own = ERRORS.find(language, &format!("{set}.{code}"), &[]);
        own.or_else(|| ERRORS.find(language, code, &[]))
    };
    (language != MAIL_FILES[0].0).then_some(Speech { language, find })
}

/// What stands under a code of ours in this language, if the English is as expected: other
/// words under the same code tell more, and stay.
pub fn fault(language: &str, code: &str, english: &str) -> Option<String> {
    let key = format!("fault-{code}");
    let usual = ERRORS.find(MAIL_FILES[0].0, &key, &[])?;
    (usual == english).then(|| ERRORS.find(language, &key, &[])).flatten()
}

impl Texts {
    fn of(files: [(&'static str, &'static str); 5]) -> Self {
        Self(files.into_iter().map(|(language, file)| (language, bundle(language, file))).collect())
    }

    /// In the language of this tag, if there is such a text: `key`, or `key.part`.
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
    let pattern = match key.split_once('.') {
        Some((key, part)) => bundle.get_message(key)?.get_attribute(part)?.value(),
        None => bundle.get_message(key)?.value()?,
    };
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
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};
    use identity::account::{Accounts, Hasher, Hashing};
    use kernel::Clock;

    use super::*;
    use crate::schema::schema;

    /// Each text's key and the names of its values.
    fn outline(file: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut outline = BTreeMap::new();
        let mut set = "";
        for line in file.lines() {
            let Some((key, text)) = line.split_once('=').filter(|_| !line.starts_with('#')) else {
                continue;
            };
            let key = match key.trim().strip_prefix('.') {
                Some(part) => format!("{set}.{part}"),
                None if text.is_empty() => {
                    set = key.trim();
                    continue;
                }
                None => key.trim().to_owned(),
            };
            let values = text.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next());
            outline.insert(key, values.map(str::to_owned).collect());
        }
        outline
    }

    #[test]
    fn every_language_has_every_text_with_every_value() {
        let english = outline(MAIL_FILES[0].1);
        assert!(english.len() > 30);
        for (language, file) in MAIL_FILES {
            assert_eq!(outline(file), english, "{language}");
        }
        for (language, file) in FORM_FILES {
            assert_eq!(outline(file), outline(FORM_FILES[0].1), "{language}");
        }
        let [english, italian, ..] = ERROR_FILES.map(|(_, file)| outline(file));
        assert!(english.keys().all(|key| italian.contains_key(key)));
        for (language, file) in &ERROR_FILES[2..] {
            assert_eq!(outline(file), italian, "{language}");
        }
    }

    /// English texts stand where the codes are declared.
    #[test]
    fn every_problem_is_told_in_every_language() {
        let hasher = Hasher::try_new(Hashing::default(), &Clock::system()).unwrap();
        let sdl = schema(Accounts { hasher, secure: true }).sdl();
        let document = async_graphql::parser::parse_schema(sdl).unwrap();
        let mut untold = BTreeSet::new();
        let mut codes = 0;
        for definition in document.definitions {
            let TypeSystemDefinition::Type(it) = definition else { continue };
            let name = it.node.name.node.to_string();
            let TypeKind::Enum(all) = it.node.kind else { continue };
            for code in all
                .values
                .iter()
                .filter(|_| name.ends_with("ErrorCode") || name.ends_with("FlawCode"))
            {
                let code = code.node.value.node.as_str();
                codes += 1;
                for language in ["it", "nl", "de", "fr"] {
                    let speech = speech(language).unwrap();
                    if (speech.find)(language, &name, code).is_none() {
                        untold.insert(format!("{name}.{code}"));
                    }
                }
            }
        }
        assert!(codes > 50, "{codes}");
        assert!(untold.is_empty(), "not in texts/*/errors.ftl: {untold:#?}");
    }

    #[test]
    fn a_fault_s_usual_words_are_translated_and_others_stay() {
        let usual = kernel::Fault::not_found();
        let german = fault("de", "NOT_FOUND", usual.message());
        assert_eq!(german.as_deref(), Some("Dieses Objekt gibt es für Sie nicht."));
        assert_eq!(fault("de", "NOT_FOUND", "There is no such page."), None);
        for usual in [
            kernel::Fault::unauthenticated(),
            kernel::Fault::forbidden(),
            kernel::Fault::rate_limited(1),
            kernel::Fault::unavailable(1),
            kernel::Fault::internal(&"a test"),
        ] {
            assert!(fault("fr", usual.code.name(), usual.message()).is_some(), "{usual:?}");
        }
        assert!(speech("en").is_none());
    }

    #[test]
    fn every_text_is_said() {
        for (texts, files) in [(&MAIL, MAIL_FILES), (&FORMS, FORM_FILES), (&ERRORS, ERROR_FILES)] {
            for (language, file) in files {
                for (key, values) in outline(file) {
                    let said = |name: &String| format!("—{name}—");
                    let values: Vec<_> = values.iter().map(|name| (&**name, said(name))).collect();
                    let values: Vec<_> = values.iter().map(|(name, it)| (*name, &**it)).collect();
                    let text = texts.find(language, &key, &values);
                    let text = text.unwrap_or_else(|| panic!("{language}: {key}"));
                    let unsaid = values.iter().find(|(_, it)| !text.contains(it));
                    assert_eq!(unsaid, None, "{language}: {text}");
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
