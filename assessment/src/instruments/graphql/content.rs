//! What an instrument holds besides its scales, in one language.

use async_graphql::{Enum, SimpleObject};
use kernel::{Locale, Url};

use super::item::InstrumentItem;
use crate::instruments::document::{Document, Group, LegalBasis, Section, Source, Texts};

/// A text in a language that was asked for, or in the instrument's own.
pub fn said(texts: &Texts, language: Option<&Locale>, document: &Document) -> String {
    let own = document.language.as_str();
    texts.told(language.map_or(own, Locale::as_str), own).to_owned()
}

/// Items that are shown together.
#[derive(SimpleObject)]
pub struct InstrumentSection {
    /// By which programs name it.
    code: String,
    /// What stands above it; may be empty.
    title: String,
    /// What is said before its items; may be empty.
    text: String,
    /// Whether it is shown to some only: what it depends on stands in the document.
    conditional: bool,
    /// In their order.
    items: Vec<InstrumentItem>,
}

impl InstrumentSection {
    pub fn of(section: &Section, language: Option<&Locale>, document: &Document) -> Self {
        let items = section.items.iter();
        Self {
            code: section.code.clone(),
            title: said(&section.title, language, document),
            text: said(&section.text, language, document),
            conditional: section.show_if.is_some(),
            items: items.map(|it| InstrumentItem::of(it, language, document)).collect(),
        }
    }
}

/// Where an instrument comes from and on which terms.
#[derive(SimpleObject)]
pub struct InstrumentSource {
    /// As it is cited.
    citation: String,
    /// On which terms it may be used.
    licence: String,
    /// Where it is found; null, if nothing is said.
    url: Option<Url>,
    /// What the licence asks to be told with it; null, if it asks nothing.
    notice: Option<String>,
}

impl From<Source> for InstrumentSource {
    fn from(source: Source) -> Self {
        Self {
            citation: source.citation,
            licence: source.licence,
            url: source.url.and_then(Url::try_new),
            notice: source.notice,
        }
    }
}

/// On what the processing of answers rests (GDPR, article 6).
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "LegalBasis")]
pub enum InstrumentLegalBasis {
    /// The respondent agreed.
    Consent,
    /// A contract with the respondent needs it.
    Contract,
    /// A law asks for it.
    LegalObligation,
    /// An interest that the respondent's do not outweigh.
    LegitimateInterest,
}

/// Whom norms were made from.
#[derive(SimpleObject)]
pub struct InstrumentGroup {
    /// By which norms name it.
    code: String,
    /// Who they are.
    name: String,
    /// When they answered: `2012`, `2012-03`.
    date: String,
    /// Who says so.
    source: String,
}

impl InstrumentGroup {
    pub fn of(group: &Group, language: Option<&Locale>, document: &Document) -> Self {
        Self {
            code: group.code.clone(),
            name: said(&group.name, language, document),
            date: group.date.clone(),
            source: group.source.clone(),
        }
    }
}
