use async_graphql::SimpleObject;
use kernel::Locale;

use crate::{
    instruments::{document::Document, graphql::said},
    results::{entity::result::Model, loader::Edition},
    scoring,
};

/// What a result came from, by name.
#[derive(SimpleObject)]
pub struct ResultSource {
    /// The code of the instrument: `ipip-neo-120`.
    code: String,
    /// What it is called.
    name: String,
    /// The number of the edition in its family, from 1.
    edition: Option<i64>,
    /// What it is for.
    purpose: String,
    /// What it does not tell; may be empty.
    limits: String,
    /// As the instrument is cited; null, if nothing is said.
    citation: Option<String>,
    /// The language in which it was answered.
    language: Locale,
    /// How answers became scores: a name of ours, or the SHA-256 of a module of the organisation.
    algorithm: String,
    /// Whether that is an algorithm that the organisation brought.
    brought: bool,
    /// SHA-256 of the edition's items, keys, norms, bands and roles.
    key_digest: String,
    /// The group that scores are compared with; null, if there is none.
    group: Option<ResultGroup>,
    /// The code of the role that the result is held against; null, if there is none.
    role: Option<String>,
}

/// The group that scores are compared with.
#[derive(SimpleObject)]
pub struct ResultGroup {
    /// Its code in the instrument.
    code: String,
    /// Who they are.
    name: String,
    /// When they answered: `2012`, `2012-03`.
    date: String,
    /// Who says so.
    source: String,
}

impl ResultSource {
    pub fn of(row: &Model, edition: &Edition, language: Option<&Locale>) -> Self {
        let document = &edition.document;
        let told = |texts| said(texts, language, document);
        Self {
            code: document.code.clone(),
            name: told(&document.name),
            edition: edition.row.edition,
            purpose: told(&document.purpose),
            limits: told(&document.limits),
            citation: document.source.as_ref().map(|it| it.citation.clone()),
            language: Locale::kept(row.language.as_str()),
            algorithm: row.algorithm.clone(),
            brought: row.algorithm != scoring::ALGORITHM,
            key_digest: row.key_digest.clone(),
            group: group(row, document, language),
            role: row.role.clone(),
        }
    }
}

fn group(row: &Model, document: &Document, language: Option<&Locale>) -> Option<ResultGroup> {
    let group = document.groups.iter().find(|it| Some(&it.code) == row.norm_group.as_ref())?;
    Some(ResultGroup {
        code: group.code.clone(),
        name: said(&group.name, language, document),
        date: group.date.clone(),
        source: group.source.clone(),
    })
}
