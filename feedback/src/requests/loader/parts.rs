//! What belongs to requests, templates and feedback, for many of them at once.

use std::{collections::HashMap, sync::Arc};

use futures_util::FutureExt;
use kernel::{Batches, CompetencyId, FeedbackId, FeedbackRequestId, FeedbackTemplateId};

use super::questions_of;
use crate::{
    loader::{Fetched, Read, group::parts},
    requests::{
        Question,
        entity::{answer, invitation},
        repo::parts as repo,
    },
};

impl Batches<FeedbackRequestId, Arc<[CompetencyId]>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<FeedbackRequestId>,
    ) -> Fetched<'_, FeedbackRequestId, Arc<[CompetencyId]>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::competencies_unchecked(db, viewer, ids.clone()).await?;
            let parts = parts(ids, rows, |(of, _)| *of).into_iter();
            let second = |rows: Arc<[(_, CompetencyId)]>| rows.iter().map(|row| row.1).collect();
            Ok(parts.map(|(of, rows)| (of, second(rows))).collect())
        }
        .boxed()
    }
}

impl Batches<FeedbackTemplateId, Arc<[Question]>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<FeedbackTemplateId>,
    ) -> Fetched<'_, FeedbackTemplateId, Arc<[Question]>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::questions_unchecked(db, viewer, ids.clone()).await?;
            let choices = repo::choices_unchecked(db, viewer, ids.clone()).await?;
            let mut choices = parts(ids.clone(), choices, |row| row.template_id);
            let mut all = HashMap::new();
            for (id, rows) in parts(ids, rows, |row| row.template_id) {
                let own = choices.remove(&id).unwrap_or_default();
                all.insert(id, questions_of(rows.to_vec(), &own).into());
            }
            Ok(all)
        }
        .boxed()
    }
}

impl Batches<FeedbackId, Arc<[answer::Model]>> for Read<'_> {
    fn fetch(&self, ids: Vec<FeedbackId>) -> Fetched<'_, FeedbackId, Arc<[answer::Model]>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::answers_unchecked(db, viewer, ids.clone()).await?;
            Ok(parts(ids, rows, |row| row.feedback_id))
        }
        .boxed()
    }
}

impl Batches<FeedbackId, Option<Arc<invitation::Model>>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<FeedbackId>,
    ) -> Fetched<'_, FeedbackId, Option<Arc<invitation::Model>>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let mut found: HashMap<_, _> = ids.iter().map(|id| (*id, None)).collect();
            let rows = repo::origins_unchecked(db, viewer, ids).await?;
            let rows = rows.into_iter().filter_map(|row| Some((row.feedback_id?, row)));
            found.extend(rows.map(|(id, row)| (id, Some(Arc::new(row)))));
            Ok(found)
        }
        .boxed()
    }
}
