//! What an edition holds. It never changes, so it is read once by a process.

use std::sync::{Arc, LazyLock};

use kernel::{Answer, Db, Fault, InstrumentId, OrganizationId};
use quick_cache::{Weighter, sync::Cache};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query},
};

use crate::instruments::document::Document;

/// Bytes of documents that are kept, as their texts.
const KEPT: u64 = 16 * 1024 * 1024;
const MANY: usize = 128;

type Key = (OrganizationId, InstrumentId);

#[derive(Clone)]
struct Edition {
    document: Arc<Document>,
    bytes: u64,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<Key, Edition> for Bytes {
    fn weight(&self, _: &Key, edition: &Edition) -> u64 {
        edition.bytes
    }
}

static READ: LazyLock<Cache<Key, Edition, Bytes>> =
    LazyLock::new(|| Cache::with_weighter(MANY, KEPT, Bytes));

/// Of a campaign that was seen: what it asks is published.
pub async fn edition_unchecked(
    db: &Db,
    organization: OrganizationId,
    id: InstrumentId,
) -> Answer<Arc<Document>> {
    if let Some(edition) = READ.get(&(organization, id)) {
        return Ok(edition.document);
    }
    let mut select = Query::select();
    select
        .column("document")
        .from("instrument_document")
        .and_where(Expr::col("organization_id").eq(organization.0))
        .and_where(Expr::col("instrument_id").eq(id.0));
    let row = db.query_one(&select).await?.ok_or_else(Fault::not_found)?;
    let text: String = row.try_get("", "document")?;
    let document = serde_json::from_str(&text).map_err(|error| Fault::internal(&error))?;
    let document = Arc::new(document);
    let bytes = text.len() as u64;
    READ.insert((organization, id), Edition { document: Arc::clone(&document), bytes });
    Ok(document)
}
