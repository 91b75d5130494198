//! What a request has read of algorithms, or will read together.

use std::{collections::HashMap, sync::Arc};

use async_graphql::Context;
use futures_util::{FutureExt, future::BoxFuture};
use kernel::{AlgorithmId, Answer, Batches, Call, Loader};

use super::{entity::algorithm::Model, repo};

/// Of one request and one viewer.
#[derive(Default)]
pub struct Loaders {
    pub rows: Loader<AlgorithmId, Arc<Model>>,
}

impl Loaders {
    pub fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data_unchecked()
    }

    /// What a mutation reads back must not be what an earlier one of the same document read.
    pub fn forget(&self) {
        self.rows.forget();
    }
}

/// Reads for the viewer of a request.
pub struct Read<'a>(pub &'a Call);

impl Read<'_> {
    /// The algorithm behind an id; none when it does not exist for the viewer.
    pub async fn algorithm(ctx: &Context<'_>, id: AlgorithmId) -> Answer<Option<Arc<Model>>> {
        Loaders::of(ctx).rows.load(id, &Read(Call::of(ctx))).await
    }
}

impl Batches<AlgorithmId, Arc<Model>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<AlgorithmId>,
    ) -> BoxFuture<'_, Answer<HashMap<AlgorithmId, Arc<Model>>>> {
        async move {
            let rows = repo::by_ids(&self.0.db, &self.0.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}
