//! What a request has read of instruments, or will read together.

use std::{collections::HashMap, sync::Arc};

use async_graphql::Context;
use futures_util::{FutureExt, future::BoxFuture};
use kernel::{Answer, Batches, Call, Fault, InstrumentId, Loader};

use super::{document::Document, entity::instrument::Model, repo};

/// Of one request and one viewer.
#[derive(Default)]
pub struct Loaders {
    pub rows: Loader<InstrumentId, Arc<Model>>,
    pub documents: Loader<InstrumentId, Arc<Document>>,
}

impl Loaders {
    pub fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data_unchecked()
    }

    /// What a mutation reads back must not be what an earlier one of the same document read.
    pub fn forget(&self) {
        self.rows.forget();
        self.documents.forget();
    }
}

/// Reads for the viewer of a request.
pub struct Read<'a> {
    pub call: &'a Call,
    pub loaders: &'a Loaders,
}

impl<'a> Read<'a> {
    pub fn of(ctx: &Context<'a>) -> Self {
        Self { call: Call::of(ctx), loaders: Loaders::of(ctx) }
    }

    /// The instrument behind an id; none when it does not exist for the viewer.
    pub async fn instrument(&self, id: InstrumentId) -> Answer<Option<Arc<Model>>> {
        self.loaders.rows.load(id, self).await
    }

    /// What one that was seen holds.
    pub async fn document(&self, id: InstrumentId) -> Answer<Arc<Document>> {
        self.loaders.documents.load(id, self).await?.ok_or_else(Fault::not_found)
    }
}

type Fetched<'a, K, V> = BoxFuture<'a, Answer<HashMap<K, V>>>;

impl Batches<InstrumentId, Arc<Model>> for Read<'_> {
    fn fetch(&self, ids: Vec<InstrumentId>) -> Fetched<'_, InstrumentId, Arc<Model>> {
        async move {
            let rows = repo::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<InstrumentId, Arc<Document>> for Read<'_> {
    fn fetch(&self, ids: Vec<InstrumentId>) -> Fetched<'_, InstrumentId, Arc<Document>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::documents_unchecked(db, viewer, ids).await?;
            let read = |row: super::entity::document::Model| {
                let document = serde_json::from_str(&row.document);
                let document = document.map_err(|error| Fault::internal(&error))?;
                Ok((row.instrument_id, Arc::new(document)))
            };
            rows.into_iter().map(read).collect()
        }
        .boxed()
    }
}
