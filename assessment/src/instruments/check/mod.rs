//! Whether a document holds together, and whether what it asks can be asked.

mod items;
mod scales;
mod skip;
mod ways;

use std::collections::HashSet;

use kernel::{Locale, text::is_seen};

use super::{
    document::{Document, FORMAT},
    flaw::{Flaw, Wrong},
};

pub const MOST_ITEMS: usize = 1_000;
pub const MOST_SECTIONS: usize = 100;
pub const MOST_SCALES: usize = 200;
/// Of labels, groups, roles, and options of one item.
const MOST_OTHERS: usize = 100;
const MOST_LANGUAGES: usize = 40;
/// In characters.
const LONGEST_TEXT: usize = 5_000;
const LONGEST_CODE: usize = 64;

/// What must hold of every document, also of a draft's.
pub fn check(document: &Document) -> Vec<Flaw> {
    let mut flaws = Flaws::default();
    flaws.sizes(document);
    // What is too large is not looked at any further.
    if flaws.0.is_empty() {
        flaws.about(document);
        flaws.texts(document);
        items::check(document, &mut flaws);
        scales::check(document, &mut flaws);
    }
    flaws.0
}

/// What stands in the way of publishing a document that holds together.
pub fn readiness(document: &Document) -> Vec<Flaw> {
    let mut flaws = Flaws::default();
    if document.items().next().is_none() {
        flaws.add(Wrong::NothingAsked, "sections");
    }
    if !document.purpose.has(&document.language) {
        flaws.add(Wrong::PurposeMissing, "purpose");
    }
    if document.legal_basis.is_none() {
        flaws.add(Wrong::LegalBasisMissing, "legalBasis");
    }
    skip::check(document, &mut flaws);
    flaws.0
}

#[derive(Default)]
pub struct Flaws(Vec<Flaw>);

impl Flaws {
    pub fn add(&mut self, wrong: Wrong, path: impl Into<String>) {
        self.0.push(Flaw::new(wrong, path));
    }

    fn sizes(&mut self, document: &Document) {
        let mut most = |path: &str, count: usize, most: usize| {
            if count > most {
                self.0.push(Flaw::new(Wrong::TooMany, path));
            }
        };
        most("sections", document.sections.len(), MOST_SECTIONS);
        most("sections.items", document.items().count(), MOST_ITEMS);
        most("scales", document.scales.len(), MOST_SCALES);
        most("labels", document.labels.len(), MOST_OTHERS);
        most("groups", document.groups.len(), MOST_OTHERS);
        most("roles", document.roles.len(), MOST_OTHERS);
    }

    fn about(&mut self, document: &Document) {
        if document.format != FORMAT {
            self.add(Wrong::FormatUnknown, "format");
        }
        self.code(&document.code, "code");
        if Locale::try_new(&document.language).is_none() {
            self.add(Wrong::LanguageInvalid, "language");
        }
        let groups = document.groups.iter().map(|it| it.code.as_str());
        self.codes(groups, |i| format!("groups[{i}].code"));
        let labels = document.labels.iter().map(|it| it.code.as_str());
        self.codes(labels, |i| format!("labels[{i}].code"));
        let told = document.source.iter().flat_map(|it| {
            [Some(&it.citation), Some(&it.licence), it.url.as_ref(), it.notice.as_ref()]
        });
        let dates = document.groups.iter().flat_map(|it| [&it.date, &it.source]);
        if told.flatten().chain(dates).any(|it| !is_text(it)) {
            self.add(Wrong::TextInvalid, "source");
        }
    }

    fn texts(&mut self, document: &Document) {
        let mut languages = HashSet::new();
        for placed in document.texts() {
            if !placed.texts.has(&document.language) {
                self.add(Wrong::TextMissing, placed.path.clone());
            }
            for (language, text) in &placed.texts.0 {
                if languages.insert(language) && Locale::try_new(language).is_none() {
                    self.add(Wrong::LanguageInvalid, format!("{}.{language}", placed.path));
                }
                if !is_text(text) {
                    self.add(Wrong::TextInvalid, format!("{}.{language}", placed.path));
                }
            }
        }
        if languages.len() > MOST_LANGUAGES {
            self.add(Wrong::TooMany, "name");
        }
    }

    fn code(&mut self, code: &str, path: impl Into<String>) {
        let fits = |it: char| it.is_ascii_alphanumeric() || "._-".contains(it);
        if code.is_empty() || code.len() > LONGEST_CODE || !code.chars().all(fits) {
            self.add(Wrong::CodeInvalid, path);
        }
    }

    /// Each is one, and none stands there twice.
    pub fn codes<'a>(
        &mut self,
        codes: impl IntoIterator<Item = &'a str>,
        path: impl Fn(usize) -> String,
    ) {
        let mut seen = HashSet::new();
        for (i, code) in codes.into_iter().enumerate() {
            self.code(code, path(i));
            if !seen.insert(code) {
                self.add(Wrong::CodeTwice, path(i));
            }
        }
    }
}

fn is_text(text: &str) -> bool {
    is_seen(text) && !text.contains('\0') && text.chars().count() <= LONGEST_TEXT
}

#[cfg(test)]
pub mod tests;
