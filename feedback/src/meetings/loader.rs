//! What a request has read of meetings, or will read together.

use std::sync::Arc;

use futures_util::FutureExt;
use kernel::{Answer, Batches, Loader, MeetingId};

use super::{
    entity::{meeting, point},
    repo,
};
use crate::loader::{Fetched, Read, group::parts};

/// Of one request and one viewer.
#[derive(Default)]
pub struct MeetingLoaders {
    pub rows: Loader<MeetingId, Arc<meeting::Model>>,
    pub points: Loader<MeetingId, Arc<[point::Model]>>,
}

impl MeetingLoaders {
    pub fn forget(&self) {
        self.rows.forget();
        self.points.forget();
    }
}

impl Read<'_> {
    /// The meeting behind an id; none when it does not exist for the viewer.
    pub async fn meeting(&self, id: MeetingId) -> Answer<Option<Arc<meeting::Model>>> {
        self.loaders.meetings.rows.load(id, self).await
    }

    pub async fn points(&self, id: MeetingId) -> Answer<Arc<[point::Model]>> {
        Ok(self.loaders.meetings.points.load(id, self).await?.unwrap_or_default())
    }
}

impl Batches<MeetingId, Arc<meeting::Model>> for Read<'_> {
    fn fetch(&self, ids: Vec<MeetingId>) -> Fetched<'_, MeetingId, Arc<meeting::Model>> {
        async move {
            let rows = repo::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<MeetingId, Arc<[point::Model]>> for Read<'_> {
    fn fetch(&self, ids: Vec<MeetingId>) -> Fetched<'_, MeetingId, Arc<[point::Model]>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::points_unchecked(db, viewer, ids.clone()).await?;
            Ok(parts(ids, rows, |row| row.meeting_id))
        }
        .boxed()
    }
}
