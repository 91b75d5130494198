//! What a request has read of notifications, or will read together.

use std::sync::Arc;

use futures_util::FutureExt;
use kernel::{Answer, Batches, Loader, NotificationId};

use super::repo::{self, Row};
use crate::loader::{Fetched, Read};

/// Of one request and one viewer.
#[derive(Default)]
pub struct NotificationLoaders {
    pub rows: Loader<NotificationId, Arc<Row>>,
}

impl NotificationLoaders {
    pub fn forget(&self) {
        self.rows.forget();
    }
}

impl Read<'_> {
    /// The notification behind an id; none when it does not exist for the viewer.
    pub async fn notification(&self, id: NotificationId) -> Answer<Option<Arc<Row>>> {
        self.loaders.notifications.rows.load(id, self).await
    }
}

impl Batches<NotificationId, Arc<Row>> for Read<'_> {
    fn fetch(&self, ids: Vec<NotificationId>) -> Fetched<'_, NotificationId, Arc<Row>> {
        async move {
            let rows = repo::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.latest.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}
