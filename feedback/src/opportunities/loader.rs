//! What a request has read of opportunities and interests, or will read together.

use std::{collections::HashMap, sync::Arc};

use futures_util::FutureExt;
use kernel::{Answer, Batches, InterestId, Loader, OpportunityId, OrganizationId, Page};

use super::{
    entity::{comment, interest, opportunity},
    repo::{self, interests},
};
use crate::loader::{
    Fetched, Read,
    group::{grouped, parts},
};

/// Of one request and one viewer.
#[derive(Default)]
pub struct OpportunityLoaders {
    pub rows: Loader<OpportunityId, Arc<opportunity::Model>>,
    pub titles: Loader<Title, Arc<str>>,
    pub interests: Loader<InterestId, Arc<interest::Model>>,
    pub own: Loader<Own, Option<InterestId>>,
    pub pages: Loader<InterestsIn, Arc<[InterestId]>>,
    pub totals: Loader<TotalIn, i64>,
    pub comments: Loader<InterestId, Arc<[comment::Model]>>,
}

/// What an opportunity is called.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Title(pub OpportunityId);

/// Whether the viewer is interested in it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Own(pub OpportunityId);

/// A page of who is interested in it, for who offers it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct InterestsIn {
    pub of: TotalIn,
    pub page: Page<InterestId>,
}

/// How many are interested in it, for who offers it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TotalIn {
    pub organization: OrganizationId,
    pub opportunity: OpportunityId,
}

impl OpportunityLoaders {
    pub fn forget(&self) {
        self.rows.forget();
        self.titles.forget();
        self.interests.forget();
        self.own.forget();
        self.pages.forget();
        self.totals.forget();
        self.comments.forget();
    }
}

impl Read<'_> {
    /// The opportunity behind an id; none when it does not exist for the viewer.
    pub async fn opportunity(&self, id: OpportunityId) -> Answer<Option<Arc<opportunity::Model>>> {
        self.loaders.opportunities.rows.load(id, self).await
    }

    pub async fn title(&self, of: OpportunityId) -> Answer<Option<Arc<str>>> {
        self.loaders.opportunities.titles.load(Title(of), self).await
    }

    /// The interest behind an id; none when it does not exist for the viewer.
    pub async fn interest(&self, id: InterestId) -> Answer<Option<Arc<interest::Model>>> {
        self.loaders.opportunities.interests.load(id, self).await
    }

    pub async fn own_interest(&self, of: OpportunityId) -> Answer<Option<InterestId>> {
        Ok(self.loaders.opportunities.own.load(Own(of), self).await?.flatten())
    }

    pub async fn interests(&self, key: InterestsIn) -> Answer<Arc<[InterestId]>> {
        Ok(self.loaders.opportunities.pages.load(key, self).await?.unwrap_or_default())
    }

    pub async fn interest_total(&self, key: TotalIn) -> Answer<i64> {
        Ok(self.loaders.opportunities.totals.load(key, self).await?.unwrap_or_default())
    }

    pub async fn comments(&self, id: InterestId) -> Answer<Arc<[comment::Model]>> {
        Ok(self.loaders.opportunities.comments.load(id, self).await?.unwrap_or_default())
    }
}

impl Batches<OpportunityId, Arc<opportunity::Model>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<OpportunityId>,
    ) -> Fetched<'_, OpportunityId, Arc<opportunity::Model>> {
        async move {
            let rows = repo::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<Title, Arc<str>> for Read<'_> {
    fn fetch(&self, keys: Vec<Title>) -> Fetched<'_, Title, Arc<str>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let ids = keys.into_iter().map(|key| key.0).collect();
            let rows = repo::titles_unchecked(db, viewer, ids).await?;
            Ok(rows.into_iter().map(|(id, title)| (Title(id), title.into())).collect())
        }
        .boxed()
    }
}

impl Batches<InterestId, Arc<interest::Model>> for Read<'_> {
    fn fetch(&self, ids: Vec<InterestId>) -> Fetched<'_, InterestId, Arc<interest::Model>> {
        async move {
            let rows = interests::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<Own, Option<InterestId>> for Read<'_> {
    fn fetch(&self, keys: Vec<Own>) -> Fetched<'_, Own, Option<InterestId>> {
        async move {
            let mut found: HashMap<_, _> = keys.iter().map(|key| (*key, None)).collect();
            let ids = keys.into_iter().map(|key| key.0).collect();
            let rows = interests::own(&self.call.db, &self.call.viewer, ids).await?;
            found.extend(rows.iter().map(|row| (Own(row.opportunity_id), Some(row.id))));
            let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
            self.loaders.opportunities.interests.feed(rows);
            Ok(found)
        }
        .boxed()
    }
}

impl Batches<InterestsIn, Arc<[InterestId]>> for Read<'_> {
    fn fetch(&self, keys: Vec<InterestsIn>) -> Fetched<'_, InterestsIn, Arc<[InterestId]>> {
        async move {
            let mut found: HashMap<_, Vec<_>> = keys.iter().map(|key| (*key, vec![])).collect();
            let all = grouped(keys, |key| (key.of.organization, key.page));
            for ((organization, page), keys) in all {
                let Some(place) = self.call.viewer.within(organization) else { continue };
                let ids = keys.iter().map(|key| key.of.opportunity).collect();
                let rows = interests::in_each(&self.call.db, place, ids, &page).await?;
                for row in &rows {
                    let of = TotalIn { organization, opportunity: row.opportunity_id };
                    found.entry(InterestsIn { of, page }).or_default().push(row.id);
                }
                let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
                self.loaders.opportunities.interests.feed(rows);
            }
            for (key, ids) in &mut found {
                ids.sort_unstable();
                if !key.page.backwards {
                    ids.reverse();
                }
            }
            Ok(found.into_iter().map(|(key, ids)| (key, ids.into())).collect())
        }
        .boxed()
    }
}

impl Batches<TotalIn, i64> for Read<'_> {
    fn fetch(&self, keys: Vec<TotalIn>) -> Fetched<'_, TotalIn, i64> {
        async move {
            let mut found = HashMap::new();
            for (organization, keys) in grouped(keys, |key| key.organization) {
                let Some(place) = self.call.viewer.within(organization) else { continue };
                let ids = keys.iter().map(|key| key.opportunity).collect();
                let totals = interests::count_in_each(&self.call.db, place, ids).await?;
                let key = |opportunity| TotalIn { organization, opportunity };
                found.extend(totals.into_iter().map(|(id, total)| (key(id), total)));
            }
            Ok(found)
        }
        .boxed()
    }
}

impl Batches<InterestId, Arc<[comment::Model]>> for Read<'_> {
    fn fetch(&self, ids: Vec<InterestId>) -> Fetched<'_, InterestId, Arc<[comment::Model]>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = interests::comments_unchecked(db, viewer, ids.clone()).await?;
            Ok(parts(ids, rows, |row| row.interest_id))
        }
        .boxed()
    }
}
