//! What can be asked: instruments with their items, scales, keys and norms.
//!
//! An instrument begins as a draft and is published once; from then on it never changes, so that
//! answers and results can name it. What is to be better becomes a new draft and, published, the
//! next edition of the same family. All of its content is one [`document`].

pub(crate) mod check;
pub mod create;
pub mod delete;
pub mod document;
pub mod duplicate;
pub(crate) mod entity;
pub mod flaw;
pub mod graphql;
pub mod import;
mod keys;
pub(crate) mod loader;
mod place;
mod policy;
pub mod publish;
mod read;
mod repo;
pub mod retire;
mod shipped;
mod table;
#[cfg(feature = "testing")]
pub mod testing;
pub mod update;

use kernel::{Answer, Call, Fault, InstrumentId, OrganizationId, Place, audit};

use self::{
    document::Document,
    entity::instrument::{Model, State},
    flaw::{Flaw, MOST_TOLD},
};

pub(crate) use self::repo::{count_offered, edition_unchecked, offered};
pub use self::{
    check::{MOST_ITEMS, check, readiness},
    entity::instrument,
    keys::{Sheet, Unkeyed},
    read::read,
    shipped::{Shipped, shipped},
    table::to_csv,
};

/// What came of making one.
#[derive(Clone, Debug)]
pub enum Made {
    Now(Box<Draft>),
    /// By an earlier attempt with the same key.
    Before(InstrumentId),
}

/// A new draft and what it holds.
#[derive(Clone, Debug)]
pub struct Draft {
    pub row: Model,
    pub document: Document,
}

/// A document as it is kept: read, and found to hold together.
fn sound(text: &str) -> Result<Document, Vec<Flaw>> {
    let document = read(text).map_err(|flaw| vec![flaw])?;
    let mut flaws = told(check(&document));
    for flaw in &mut flaws {
        flaw.place = place::place(text, &flaw.path);
    }
    if flaws.is_empty() { Ok(document) } else { Err(flaws) }
}

fn told(mut flaws: Vec<Flaw>) -> Vec<Flaw> {
    flaws.truncate(MOST_TOLD);
    flaws
}

/// The first of a family of its own, or one in a family there is.
fn draft(
    call: &Call,
    organization: OrganizationId,
    family: Option<InstrumentId>,
    document: Document,
) -> Draft {
    let id = InstrumentId(call.clock.id());
    let row = Model {
        organization_id: organization,
        id,
        family_id: family.unwrap_or(id),
        edition: None,
        editions: 0,
        state: State::Draft,
        code: document.code.clone(),
        language: document.language.clone(),
        name: document.name.told(&document.language, &document.language).to_owned(),
        items: count(&document),
        version: 1,
        created_at: call.clock.now(),
        published_at: None,
        retired_at: None,
    };
    Draft { row, document }
}

fn count(document: &Document) -> i64 {
    i64::try_from(document.items().count()).unwrap_or(i64::MAX)
}

fn require_manager(place: &Place) -> Answer<()> {
    if !policy::may_manage(place) {
        return Err(Fault::forbidden());
    }
    place.require_licence()
}

/// The instrument, if it exists for who asks; refused if it does and they may not change it.
async fn found(call: &Call, id: InstrumentId, action: &'static str) -> Answer<Option<Model>> {
    call.viewer.signed()?;
    let found = repo::by_id(&call.db, &call.viewer, id).await?;
    if let Some(row) = &found {
        let place = call.viewer.place(row.organization_id)?;
        audit::logged(call, row.organization_id, action, require_manager(place)).await?;
    }
    Ok(found)
}

/// What a row that was seen holds.
pub(crate) async fn content(call: &Call, row: &Model) -> Answer<Document> {
    let rows = repo::documents_unchecked(&call.db, &call.viewer, vec![row.id]).await?;
    let text = rows.into_iter().next().ok_or_else(Fault::not_found)?.document;
    serde_json::from_str(&text).map_err(|error| Fault::internal(&error))
}
