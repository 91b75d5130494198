//! What belongs to a piece of feedback, for many of them at once.

use std::sync::Arc;

use futures_util::FutureExt;
use kernel::{Batches, FeedbackId};

use super::{Fetched, Read, group::parts};
use crate::{
    entity::{mark, recipient, version, version_mark},
    repo,
};

impl Batches<FeedbackId, Arc<[mark::Model]>> for Read<'_> {
    fn fetch(&self, ids: Vec<FeedbackId>) -> Fetched<'_, FeedbackId, Arc<[mark::Model]>> {
        async move {
            let rows = repo::marks_unchecked(&self.call.db, &self.call.viewer, ids.clone()).await?;
            Ok(parts(ids, rows, |row| row.feedback_id))
        }
        .boxed()
    }
}

impl Batches<FeedbackId, Arc<[version::Model]>> for Read<'_> {
    fn fetch(&self, ids: Vec<FeedbackId>) -> Fetched<'_, FeedbackId, Arc<[version::Model]>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::versions_unchecked(db, viewer, ids.clone()).await?;
            Ok(parts(ids, rows, |row| row.feedback_id))
        }
        .boxed()
    }
}

impl Batches<FeedbackId, Arc<[version_mark::Model]>> for Read<'_> {
    fn fetch(&self, ids: Vec<FeedbackId>) -> Fetched<'_, FeedbackId, Arc<[version_mark::Model]>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::version_marks_unchecked(db, viewer, ids.clone()).await?;
            Ok(parts(ids, rows, |row| row.feedback_id))
        }
        .boxed()
    }
}

impl Batches<FeedbackId, Arc<[recipient::Model]>> for Read<'_> {
    fn fetch(&self, ids: Vec<FeedbackId>) -> Fetched<'_, FeedbackId, Arc<[recipient::Model]>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::receipts_unchecked(db, viewer, ids.clone()).await?;
            Ok(parts(ids, rows, |row| row.feedback_id))
        }
        .boxed()
    }
}
