//! What a request has read or will read together.

pub mod group;
mod parts;

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use async_graphql::Context;
use futures_util::{FutureExt, future::BoxFuture};
use kernel::{
    Answer, Batches, Call, CompetencyId, FeedbackId, IdMap, Loader, MembershipId, OrganizationId,
    Page,
};

use self::group::grouped;
use crate::{
    candidates::loader::CandidateLoaders,
    entity::{competency, mark, recipient, version, version_mark},
    filter::Filter,
    give::Written,
    goals::loader::GoalLoaders,
    meetings::loader::MeetingLoaders,
    notifications::loader::NotificationLoaders,
    opportunities::loader::OpportunityLoaders,
    repo::{self, Counts, Mean, Row, Side},
    requests::loader::RequestLoaders,
    sponsors::loader::SponsorLoaders,
    talk::loader::TalkLoaders,
};

/// Of one request and one viewer.
#[derive(Default)]
pub struct Loaders {
    pub rows: Loader<FeedbackId, Arc<Row>>,
    pub pages: Loader<PageOf, Arc<[FeedbackId]>>,
    pub totals: Loader<TotalOf, i64>,
    pub marks: Loader<FeedbackId, Arc<[mark::Model]>>,
    pub versions: Loader<FeedbackId, Arc<[version::Model]>>,
    pub version_marks: Loader<FeedbackId, Arc<[version_mark::Model]>>,
    pub receipts: Loader<FeedbackId, Arc<[recipient::Model]>>,
    pub competencies: Loader<CompetencyId, Arc<competency::Model>>,
    pub counts: Loader<In, Counts>,
    pub means: Loader<In, Arc<[Mean]>>,
    pub goals: GoalLoaders,
    pub meetings: MeetingLoaders,
    pub sponsors: SponsorLoaders,
    pub opportunities: OpportunityLoaders,
    pub talk: TalkLoaders,
    pub notifications: NotificationLoaders,
    pub requests: RequestLoaders,
    pub candidates: CandidateLoaders,
}

/// A member and their organisation, which leads every key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct In {
    pub organization: OrganizationId,
    pub member: MembershipId,
}

/// A page of what one member gave or received. The page and the filter are part of the key:
/// two pages of the same member in one document are two answers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PageOf {
    pub of: In,
    pub side: Side,
    pub filter: Filter,
    pub page: Page<FeedbackId>,
}

/// How much one member gave or received.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TotalOf {
    pub of: In,
    pub side: Side,
    pub filter: Filter,
}

impl Loaders {
    pub fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data_unchecked()
    }

    /// What a mutation reads back must not be what an earlier one of the same document read.
    pub fn forget(&self) {
        self.rows.forget();
        self.pages.forget();
        self.totals.forget();
        self.marks.forget();
        self.versions.forget();
        self.version_marks.forget();
        self.receipts.forget();
        self.competencies.forget();
        self.counts.forget();
        self.means.forget();
        self.goals.forget();
        self.meetings.forget();
        self.sponsors.forget();
        self.opportunities.forget();
        self.talk.forget();
        self.notifications.forget();
        self.requests.forget();
        self.candidates.forget();
    }

    /// What was just written is read back from here, not from the database.
    pub fn feed(&self, written: Written) {
        let id = written.row.feedback.id;
        self.rows.feed([(id, written.row)]);
        self.marks.feed([(id, written.marks.into())]);
        self.receipts.feed([(id, written.recipients.into())]);
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

    /// The row behind an id; none when it does not exist for the viewer.
    pub async fn row(&self, id: FeedbackId) -> Answer<Option<Arc<Row>>> {
        self.loaders.rows.load(id, self).await
    }

    pub async fn competency(&self, id: CompetencyId) -> Answer<Option<Arc<competency::Model>>> {
        self.loaders.competencies.load(id, self).await
    }

    pub async fn marks(&self, id: FeedbackId) -> Answer<Arc<[mark::Model]>> {
        Ok(self.loaders.marks.load(id, self).await?.unwrap_or_default())
    }

    pub async fn versions(&self, id: FeedbackId) -> Answer<Arc<[version::Model]>> {
        Ok(self.loaders.versions.load(id, self).await?.unwrap_or_default())
    }

    /// Of all its earlier versions.
    pub async fn version_marks(&self, id: FeedbackId) -> Answer<Arc<[version_mark::Model]>> {
        Ok(self.loaders.version_marks.load(id, self).await?.unwrap_or_default())
    }

    pub async fn receipts(&self, id: FeedbackId) -> Answer<Arc<[recipient::Model]>> {
        Ok(self.loaders.receipts.load(id, self).await?.unwrap_or_default())
    }

    pub async fn page(&self, key: PageOf) -> Answer<Arc<[FeedbackId]>> {
        Ok(self.loaders.pages.load(key, self).await?.unwrap_or_default())
    }

    pub async fn total(&self, key: TotalOf) -> Answer<i64> {
        Ok(self.loaders.totals.load(key, self).await?.unwrap_or_default())
    }

    pub async fn counts(&self, of: In) -> Answer<Counts> {
        Ok(self.loaders.counts.load(of, self).await?.unwrap_or_default())
    }

    pub async fn means(&self, of: In) -> Answer<Arc<[Mean]>> {
        Ok(self.loaders.means.load(of, self).await?.unwrap_or_default())
    }
}

pub type Fetched<'a, K, V> = BoxFuture<'a, Answer<HashMap<K, V>>>;

impl Batches<FeedbackId, Arc<Row>> for Read<'_> {
    fn fetch(&self, ids: Vec<FeedbackId>) -> Fetched<'_, FeedbackId, Arc<Row>> {
        async move {
            let rows = repo::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.feedback.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<PageOf, Arc<[FeedbackId]>> for Read<'_> {
    fn fetch(&self, keys: Vec<PageOf>) -> Fetched<'_, PageOf, Arc<[FeedbackId]>> {
        async move {
            let mut found: HashMap<_, Vec<_>> = keys.iter().map(|key| (*key, vec![])).collect();
            // One statement for each kind of page; nearly always that is one.
            let same = |key: &PageOf| (key.of.organization, key.side, key.filter, key.page);
            for ((organization, side, filter, page), keys) in grouped(keys, same) {
                let Some(place) = self.call.viewer.within(organization) else { continue };
                let members: Vec<_> = keys.iter().map(|key| key.of.member).collect();
                let rows =
                    repo::by_members(&self.call.db, place, side, &members, &filter, &page).await?;
                // A page's key is long, and there are many rows.
                let mut ids: IdMap<_, Vec<_>> = IdMap::default();
                for (member, row) in &rows {
                    ids.entry(*member).or_default().push(row.feedback.id);
                }
                for (member, ids) in ids {
                    let of = In { organization, member };
                    found.insert(PageOf { of, side, filter, page }, ids);
                }
                let rows = rows.into_iter().map(|(_, row)| (row.feedback.id, Arc::new(row)));
                self.loaders.rows.feed(rows);
            }
            // Neither engine promises the order of what a join brings.
            for (key, ids) in &mut found {
                if key.page.backwards {
                    ids.sort_unstable();
                } else {
                    ids.sort_unstable_by_key(|id| Reverse(*id));
                }
                // They came by several paths, each with as many as the page has.
                ids.truncate(key.page.size + usize::from(key.page.ends));
            }
            Ok(found.into_iter().map(|(key, ids)| (key, ids.into())).collect())
        }
        .boxed()
    }
}

impl Batches<TotalOf, i64> for Read<'_> {
    fn fetch(&self, keys: Vec<TotalOf>) -> Fetched<'_, TotalOf, i64> {
        async move {
            let mut found = HashMap::new();
            let same = |key: &TotalOf| (key.of.organization, key.side, key.filter);
            for ((organization, side, filter), keys) in grouped(keys, same) {
                let Some(place) = self.call.viewer.within(organization) else { continue };
                let members: Vec<_> = keys.iter().map(|key| key.of.member).collect();
                let db = &self.call.db;
                let totals = repo::count_by_members(db, place, side, &members, &filter).await?;
                found.extend(totals.into_iter().map(|(member, total)| {
                    (TotalOf { of: In { organization, member }, side, filter }, total)
                }));
            }
            Ok(found)
        }
        .boxed()
    }
}

impl Batches<CompetencyId, Arc<competency::Model>> for Read<'_> {
    fn fetch(&self, ids: Vec<CompetencyId>) -> Fetched<'_, CompetencyId, Arc<competency::Model>> {
        async move {
            let rows = repo::competency::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<In, Counts> for Read<'_> {
    fn fetch(&self, keys: Vec<In>) -> Fetched<'_, In, Counts> {
        async move {
            let mut found = HashMap::new();
            for (organization, keys) in grouped(keys, |key| key.organization) {
                let Some(place) = self.call.viewer.within(organization) else { continue };
                let members = keys.iter().map(|key| key.member).collect();
                let rows = repo::counts_unchecked(&self.call.db, place, members).await?;
                let rows = rows.into_iter();
                found.extend(rows.map(|(member, counts)| (In { organization, member }, counts)));
            }
            Ok(found)
        }
        .boxed()
    }
}

impl Batches<In, Arc<[Mean]>> for Read<'_> {
    fn fetch(&self, keys: Vec<In>) -> Fetched<'_, In, Arc<[Mean]>> {
        async move {
            let mut found: HashMap<_, Vec<_>> = HashMap::new();
            for (organization, keys) in grouped(keys, |key| key.organization) {
                let members = keys.iter().map(|key| key.member).collect();
                let rows = repo::means_unchecked(&self.call.db, organization, members).await?;
                for (member, mean) in rows {
                    found.entry(In { organization, member }).or_default().push(mean);
                }
            }
            for means in found.values_mut() {
                means.sort_unstable_by_key(|mean| mean.competency_id);
            }
            Ok(found.into_iter().map(|(key, means)| (key, means.into())).collect())
        }
        .boxed()
    }
}
