//! What a request has read of results, or will read together. Who reads somebody else's is noted
//! before anything of it is told: no entry, no answer.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use async_graphql::Context;
use chrono::TimeDelta;
use futures_util::{FutureExt, future::BoxFuture};
use kernel::{
    Answer, AssessmentResultId, Batches, Call, CampaignInvitationId, Code, Fault, InstrumentId,
    Loader, MembershipId, OrganizationId, audit,
};

use super::{
    entity::{reading::Part, recognition, result::Model},
    policy::{self, Companies, Side},
    repo::{self, write},
};
use crate::{
    campaigns::{Audience, invitation},
    instruments::{document::Document, instrument},
};

/// Whoever opens more of others' results in one request than this has proved a moment ago who
/// they are.
pub const IN_BULK: usize = 20;
/// How long ago that may be.
const A_MOMENT: TimeDelta = TimeDelta::minutes(10);

/// Of one request and one viewer.
#[derive(Default)]
pub struct Loaders {
    pub rows: Loader<AssessmentResultId, Arc<Model>>,
    pub newer: Loader<AssessmentResultId, AssessmentResultId>,
    pub read: Loader<Opened, ()>,
    /// Whose parts are read in this request, however many batches that takes.
    opened: Mutex<HashSet<In<AssessmentResultId>>>,
    pub editions: Loader<In<InstrumentId>, Arc<Edition>>,
    pub invitations: Loader<In<CampaignInvitationId>, Arc<invitation::Model>>,
    pub recognitions: Loader<In<AssessmentResultId>, Arc<[recognition::Model]>>,
}

/// An id and its organisation, which leads every key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct In<I> {
    pub organization: OrganizationId,
    pub id: I,
}

/// Somebody else opens a part.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Opened {
    pub result: In<AssessmentResultId>,
    pub reader: MembershipId,
    pub part: Part,
}

/// An edition and what it holds.
#[derive(Clone, Debug)]
pub struct Edition {
    pub row: instrument::Model,
    pub document: Document,
}

impl Loaders {
    pub fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data_unchecked()
    }

    /// How many results are opened by now, these among them.
    fn opened(&self, results: impl Iterator<Item = In<AssessmentResultId>>) -> usize {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.extend(results);
        opened.len()
    }

    /// What a mutation reads back must not be what an earlier one of the same document read.
    pub fn forget(&self) {
        self.rows.forget();
        self.newer.forget();
        self.read.forget();
        self.invitations.forget();
        self.recognitions.forget();
    }
}

impl Companies {
    /// Those of the viewer's organisations that are companies.
    pub fn of(ctx: &Context<'_>) -> Self {
        let audience = &**ctx.data_unchecked::<Box<dyn Audience>>();
        let places = Call::of(ctx).viewer.places.iter().map(|it| it.organization);
        places.filter(|it| audience.is_company(*it)).collect()
    }
}

/// Reads for the viewer of a request.
pub struct Read<'a> {
    pub call: &'a Call,
    pub companies: Companies,
    pub loaders: &'a Loaders,
}

impl<'a> Read<'a> {
    pub fn of(ctx: &Context<'a>) -> Self {
        let (call, loaders) = (Call::of(ctx), Loaders::of(ctx));
        Self { call, companies: Companies::of(ctx), loaders }
    }

    /// The result behind an id; none when it does not exist for the viewer.
    pub async fn result(&self, id: AssessmentResultId) -> Answer<Option<Arc<Model>>> {
        self.loaders.rows.load(id, self).await
    }

    /// By which right the viewer reads one that was seen.
    pub fn side(&self, row: &Model) -> Answer<Side> {
        policy::side(&self.call.viewer, &self.companies, row).ok_or_else(Fault::not_found)
    }

    /// The newer one that stands beside it, if there is one for the viewer.
    pub async fn newer(&self, id: AssessmentResultId) -> Answer<Option<AssessmentResultId>> {
        self.loaders.newer.load(id, self).await
    }

    /// Notes that somebody else reads a part, once in a request.
    pub async fn note_reading(&self, row: &Model, part: Part) -> Answer<()> {
        let place = self.call.viewer.place(row.organization_id)?;
        let key = Opened { result: In::of(row, row.id), reader: place.member, part };
        self.loaders.read.load(key, self).await.map(drop)
    }

    /// What a result that was seen is of.
    pub async fn edition(&self, row: &Model) -> Answer<Arc<Edition>> {
        let found = self.loaders.editions.load(In::of(row, row.instrument_id), self).await?;
        found.ok_or_else(Fault::not_found)
    }

    /// Who was asked.
    pub async fn invitation(&self, row: &Model) -> Answer<Option<Arc<invitation::Model>>> {
        self.loaders.invitations.load(In::of(row, row.invitation_id), self).await
    }

    /// How the person sees it, each revision, of each scale the last one first.
    pub async fn recognitions(&self, row: &Model) -> Answer<Arc<[recognition::Model]>> {
        let found = self.loaders.recognitions.load(In::of(row, row.id), self).await?;
        Ok(found.unwrap_or_default())
    }

    /// To open many at once is for who is there, not for whoever found the session open.
    fn require_moment(&self, opened: usize) -> Answer<()> {
        let since = self.call.clock.now() - self.call.viewer.signed()?.authenticated_at;
        if opened > IN_BULK && since > A_MOMENT {
            let told = "Sign in again first: that many results are opened only by who did a \
                        moment ago.";
            return Err(Fault::new(Code::Unauthenticated, told));
        }
        Ok(())
    }
}

impl<I> In<I> {
    fn of(row: &Model, id: I) -> Self {
        Self { organization: row.organization_id, id }
    }
}

fn pairs<I: Copy>(keys: &[In<I>]) -> Vec<(OrganizationId, I)> {
    keys.iter().map(|key| (key.organization, key.id)).collect()
}

type Fetched<'a, K, V> = BoxFuture<'a, Answer<HashMap<K, V>>>;

impl Batches<AssessmentResultId, Arc<Model>> for Read<'_> {
    fn fetch(&self, ids: Vec<AssessmentResultId>) -> Fetched<'_, AssessmentResultId, Arc<Model>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::by_ids(db, viewer, &self.companies, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<AssessmentResultId, AssessmentResultId> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<AssessmentResultId>,
    ) -> Fetched<'_, AssessmentResultId, AssessmentResultId> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::newer(db, viewer, &self.companies, ids).await?;
            let found = rows.iter().filter_map(|row| Some((row.supersedes?, row.id))).collect();
            self.loaders.rows.feed(rows.into_iter().map(|row| (row.id, Arc::new(row))));
            Ok(found)
        }
        .boxed()
    }
}

impl Batches<Opened, ()> for Read<'_> {
    fn fetch(&self, keys: Vec<Opened>) -> Fetched<'_, Opened, ()> {
        async move {
            self.require_moment(self.loaders.opened(keys.iter().map(|key| key.result)))?;
            let (call, now) = (self.call, self.call.clock.now());
            let writes = keys.iter().flat_map(|key| {
                let In { organization, id } = key.result;
                let at = (call.clock.id(), now);
                let row = write::reading(organization, id, key.reader, key.part, at);
                let entry = audit::Entry::done(organization, "readResult", id).by(call);
                [write::read(&row), entry]
            });
            call.db.write_all(writes.collect()).await?;
            Ok(keys.into_iter().map(|key| (key, ())).collect())
        }
        .boxed()
    }
}

impl Batches<In<InstrumentId>, Arc<Edition>> for Read<'_> {
    fn fetch(&self, keys: Vec<In<InstrumentId>>) -> Fetched<'_, In<InstrumentId>, Arc<Edition>> {
        async move {
            let db = &self.call.db;
            let rows = repo::editions_unchecked(db, pairs(&keys)).await?;
            let documents = repo::documents_unchecked(db, pairs(&keys)).await?;
            let mut texts: HashMap<_, _> = documents
                .into_iter()
                .map(|it| ((it.organization_id, it.instrument_id), it.document))
                .collect();
            let read = |row: instrument::Model| {
                let text = texts.remove(&(row.organization_id, row.id))?;
                let key = In { organization: row.organization_id, id: row.id };
                let document = serde_json::from_str(&text);
                let document = document.map_err(|error| Fault::internal(&error));
                Some(document.map(|document| (key, Arc::new(Edition { row, document }))))
            };
            rows.into_iter().filter_map(read).collect()
        }
        .boxed()
    }
}

impl Batches<In<CampaignInvitationId>, Arc<invitation::Model>> for Read<'_> {
    fn fetch(
        &self,
        keys: Vec<In<CampaignInvitationId>>,
    ) -> Fetched<'_, In<CampaignInvitationId>, Arc<invitation::Model>> {
        async move {
            let rows = repo::invitations_unchecked(&self.call.db, pairs(&keys)).await?;
            let key =
                |row: &invitation::Model| In { organization: row.organization_id, id: row.id };
            Ok(rows.into_iter().map(|row| (key(&row), Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<In<AssessmentResultId>, Arc<[recognition::Model]>> for Read<'_> {
    fn fetch(
        &self,
        keys: Vec<In<AssessmentResultId>>,
    ) -> Fetched<'_, In<AssessmentResultId>, Arc<[recognition::Model]>> {
        async move {
            let rows = repo::recognitions_unchecked(&self.call.db, pairs(&keys)).await?;
            let mut found: HashMap<_, Vec<_>> = HashMap::new();
            for row in rows {
                let key = In { organization: row.organization_id, id: row.result_id };
                found.entry(key).or_default().push(row);
            }
            Ok(found.into_iter().map(|(key, rows)| (key, rows.into())).collect())
        }
        .boxed()
    }
}
