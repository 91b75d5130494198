//! What a request has read of goals, or will read together.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use futures_util::FutureExt;
use kernel::{Answer, Batches, FeedbackId, GoalId, Loader, Page};

use super::{
    entity::{evidence, goal, milestone},
    filter::Filter,
    repo,
};
use crate::loader::{
    Fetched, In, Read,
    group::{grouped, parts},
};

/// Of one request and one viewer.
#[derive(Default)]
pub struct GoalLoaders {
    pub rows: Loader<GoalId, Arc<goal::Model>>,
    pub pages: Loader<GoalsOf, Arc<[GoalId]>>,
    pub totals: Loader<GoalTotalOf, i64>,
    pub milestones: Loader<GoalId, Arc<[milestone::Model]>>,
    pub evidence: Loader<GoalId, Arc<[evidence::Model]>>,
}

/// A page of one member's goals.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct GoalsOf {
    pub of: In,
    pub filter: Filter,
    pub page: Page<GoalId>,
}

/// How many goals one member has.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct GoalTotalOf {
    pub of: In,
    pub filter: Filter,
}

impl GoalLoaders {
    pub fn forget(&self) {
        self.rows.forget();
        self.pages.forget();
        self.totals.forget();
        self.milestones.forget();
        self.evidence.forget();
    }
}

impl Read<'_> {
    /// The goal behind an id; none when it does not exist for the viewer.
    pub async fn goal(&self, id: GoalId) -> Answer<Option<Arc<goal::Model>>> {
        self.loaders.goals.rows.load(id, self).await
    }

    pub async fn milestones(&self, id: GoalId) -> Answer<Arc<[milestone::Model]>> {
        Ok(self.loaders.goals.milestones.load(id, self).await?.unwrap_or_default())
    }

    /// Of the evidence what the viewer may read.
    pub async fn evidence(&self, id: GoalId) -> Answer<Vec<(evidence::Model, FeedbackId)>> {
        let all = self.loaders.goals.evidence.load(id, self).await?.unwrap_or_default();
        let named = all.iter().filter_map(|it| it.feedback_id.map(|feedback| (it, feedback)));
        // At once, so that they are fetched together.
        let seen = named.clone().map(|(_, feedback)| self.row(feedback));
        let seen = futures_util::future::try_join_all(seen).await?;
        let shown = named.zip(seen).filter(|(_, seen)| seen.is_some());
        Ok(shown.map(|((it, feedback), _)| (it.clone(), feedback)).collect())
    }

    pub async fn goals(&self, key: GoalsOf) -> Answer<Arc<[GoalId]>> {
        Ok(self.loaders.goals.pages.load(key, self).await?.unwrap_or_default())
    }

    pub async fn goal_total(&self, key: GoalTotalOf) -> Answer<i64> {
        Ok(self.loaders.goals.totals.load(key, self).await?.unwrap_or_default())
    }
}

impl Batches<GoalId, Arc<goal::Model>> for Read<'_> {
    fn fetch(&self, ids: Vec<GoalId>) -> Fetched<'_, GoalId, Arc<goal::Model>> {
        async move {
            let rows = repo::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<GoalsOf, Arc<[GoalId]>> for Read<'_> {
    fn fetch(&self, keys: Vec<GoalsOf>) -> Fetched<'_, GoalsOf, Arc<[GoalId]>> {
        async move {
            let mut found: HashMap<_, Vec<_>> = keys.iter().map(|key| (*key, vec![])).collect();
            let same = |key: &GoalsOf| (key.of.organization, key.filter, key.page);
            for ((organization, filter, page), keys) in grouped(keys, same) {
                let Some(place) = self.call.viewer.within(organization) else { continue };
                let owners = keys.iter().map(|key| key.of.member).collect();
                let rows = repo::by_owners(&self.call.db, place, owners, filter, &page).await?;
                for row in &rows {
                    let of = In { organization, member: row.owner_id };
                    found.entry(GoalsOf { of, filter, page }).or_default().push(row.id);
                }
                let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
                self.loaders.goals.rows.feed(rows);
            }
            for (key, ids) in &mut found {
                if key.page.backwards {
                    ids.sort_unstable();
                } else {
                    ids.sort_unstable_by_key(|id| Reverse(*id));
                }
            }
            Ok(found.into_iter().map(|(key, ids)| (key, ids.into())).collect())
        }
        .boxed()
    }
}

impl Batches<GoalTotalOf, i64> for Read<'_> {
    fn fetch(&self, keys: Vec<GoalTotalOf>) -> Fetched<'_, GoalTotalOf, i64> {
        async move {
            let mut found = HashMap::new();
            let same = |key: &GoalTotalOf| (key.of.organization, key.filter);
            for ((organization, filter), keys) in grouped(keys, same) {
                let Some(place) = self.call.viewer.within(organization) else { continue };
                let owners = keys.iter().map(|key| key.of.member).collect();
                let totals = repo::count_by_owners(&self.call.db, place, owners, filter).await?;
                let of = |member| In { organization, member };
                found.extend(
                    totals
                        .into_iter()
                        .map(|(owner, total)| (GoalTotalOf { of: of(owner), filter }, total)),
                );
            }
            Ok(found)
        }
        .boxed()
    }
}

impl Batches<GoalId, Arc<[milestone::Model]>> for Read<'_> {
    fn fetch(&self, ids: Vec<GoalId>) -> Fetched<'_, GoalId, Arc<[milestone::Model]>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::milestones_unchecked(db, viewer, ids.clone()).await?;
            Ok(parts(ids, rows, |row| row.goal_id))
        }
        .boxed()
    }
}

impl Batches<GoalId, Arc<[evidence::Model]>> for Read<'_> {
    fn fetch(&self, ids: Vec<GoalId>) -> Fetched<'_, GoalId, Arc<[evidence::Model]>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::evidence_unchecked(db, viewer, ids.clone()).await?;
            Ok(parts(ids, rows, |row| row.goal_id))
        }
        .boxed()
    }
}
