//! What a request has read of candidates, or will read together.

use std::{collections::HashMap, sync::Arc};

use futures_util::FutureExt;
use kernel::{Answer, Batches, CandidateId, Loader, Page};
use uuid::Uuid;

use super::{
    entity::{candidate::Model, evaluation},
    repo,
};
use crate::loader::{
    Fetched, Read,
    group::{grouped, parts},
};

/// Of one request and one viewer.
#[derive(Default)]
pub struct CandidateLoaders {
    pub rows: Loader<CandidateId, Arc<Model>>,
    pub evaluations: Loader<EvaluationsOf, Arc<[evaluation::Model]>>,
    pub totals: Loader<EvaluationTotal, i64>,
    pub own: Loader<OwnEvaluation, Arc<[evaluation::Model]>>,
}

/// A page of what was written about a candidate.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct EvaluationsOf {
    pub candidate: CandidateId,
    pub page: Page<Uuid>,
}

/// How much was written about them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct EvaluationTotal(pub CandidateId);

/// What the viewer wrote about them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct OwnEvaluation(pub CandidateId);

impl CandidateLoaders {
    pub fn forget(&self) {
        self.rows.forget();
        self.evaluations.forget();
        self.totals.forget();
        self.own.forget();
    }
}

impl Read<'_> {
    /// The candidate behind an id; none when they do not exist for the viewer.
    pub async fn candidate(&self, id: CandidateId) -> Answer<Option<Arc<Model>>> {
        self.loaders.candidates.rows.load(id, self).await
    }

    pub async fn evaluations(&self, of: EvaluationsOf) -> Answer<Arc<[evaluation::Model]>> {
        Ok(self.loaders.candidates.evaluations.load(of, self).await?.unwrap_or_default())
    }

    pub async fn evaluation_total(&self, of: CandidateId) -> Answer<i64> {
        let key = EvaluationTotal(of);
        Ok(self.loaders.candidates.totals.load(key, self).await?.unwrap_or_default())
    }

    pub async fn own_evaluation(&self, of: CandidateId) -> Answer<Option<evaluation::Model>> {
        let own = self.loaders.candidates.own.load(OwnEvaluation(of), self).await?;
        Ok(own.and_then(|own| own.first().cloned()))
    }
}

impl Batches<CandidateId, Arc<Model>> for Read<'_> {
    fn fetch(&self, ids: Vec<CandidateId>) -> Fetched<'_, CandidateId, Arc<Model>> {
        async move {
            let rows = repo::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<EvaluationsOf, Arc<[evaluation::Model]>> for Read<'_> {
    fn fetch(
        &self,
        keys: Vec<EvaluationsOf>,
    ) -> Fetched<'_, EvaluationsOf, Arc<[evaluation::Model]>> {
        async move {
            let mut found: HashMap<_, Vec<_>> = keys.iter().map(|key| (*key, vec![])).collect();
            for (page, keys) in grouped(keys, |key| key.page) {
                let ids = keys.iter().map(|key| key.candidate).collect();
                let rows = repo::evaluations(&self.call.db, &self.call.viewer, ids, &page).await?;
                for row in rows {
                    let key = EvaluationsOf { candidate: row.candidate_id, page };
                    found.entry(key).or_default().push(row);
                }
            }
            for (key, rows) in &mut found {
                rows.sort_unstable_by_key(|row| row.id);
                if !key.page.backwards {
                    rows.reverse();
                }
            }
            Ok(found.into_iter().map(|(key, rows)| (key, rows.into())).collect())
        }
        .boxed()
    }
}

impl Batches<EvaluationTotal, i64> for Read<'_> {
    fn fetch(&self, keys: Vec<EvaluationTotal>) -> Fetched<'_, EvaluationTotal, i64> {
        async move {
            let ids = keys.iter().map(|key| key.0).collect();
            let rows = repo::count_evaluations(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|(id, total)| (EvaluationTotal(id), total)).collect())
        }
        .boxed()
    }
}

impl Batches<OwnEvaluation, Arc<[evaluation::Model]>> for Read<'_> {
    fn fetch(
        &self,
        keys: Vec<OwnEvaluation>,
    ) -> Fetched<'_, OwnEvaluation, Arc<[evaluation::Model]>> {
        async move {
            let ids = keys.iter().map(|key| key.0).collect();
            let rows = repo::own_evaluations(&self.call.db, &self.call.viewer, ids).await?;
            Ok(parts(keys, rows, |row| OwnEvaluation(row.candidate_id)))
        }
        .boxed()
    }
}
