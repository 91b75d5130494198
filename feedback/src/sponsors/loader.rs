//! What a request has read of sponsorships, or will read together. Who reads a section as its
//! sponsor is noted before anything of it is fetched.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use futures_util::FutureExt;
use kernel::{Answer, Batches, Loader, MembershipId, OrganizationId, SponsorshipId};
use sea_orm::ConnectionTrait;

use super::{
    entity::{
        release::{self, Section},
        sponsorship,
    },
    repo::{self, write},
};
use crate::{
    goals::entity::goal,
    loader::{
        Fetched, Read,
        group::{grouped, parts},
    },
    meetings::entity::meeting,
};

/// How much of a section is told at most.
pub const MOST: usize = 100;

/// Of one request and one viewer.
#[derive(Default)]
pub struct SponsorLoaders {
    pub rows: Loader<SponsorshipId, Arc<sponsorship::Model>>,
    pub releases: Loader<SponsorshipId, Arc<[release::Model]>>,
    pub read: Loader<Seen<AsSponsor>, ()>,
    pub goals: Loader<Seen<Goals>, Arc<[goal::Model]>>,
    pub sessions: Loader<Seen<Sessions>, Arc<[meeting::Model]>>,
}

/// A sponsorship that was seen, with what its sections are found by.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Seen<T> {
    pub organization: OrganizationId,
    pub id: SponsorshipId,
    pub of: T,
}

/// Its sponsor reads this section.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AsSponsor(pub Section);

/// The goals of a client.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Goals {
    pub client: MembershipId,
}

/// The sessions of a client with a coach.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sessions {
    pub client: MembershipId,
    pub coach: MembershipId,
}

impl SponsorLoaders {
    pub fn forget(&self) {
        self.rows.forget();
        self.releases.forget();
        self.read.forget();
        self.goals.forget();
        self.sessions.forget();
    }
}

impl<T> Seen<T> {
    pub fn of(row: &sponsorship::Model, of: T) -> Self {
        Self { organization: row.organization_id, id: row.id, of }
    }
}

impl Read<'_> {
    /// The sponsorship behind an id; none when it does not exist for the viewer.
    pub async fn sponsorship(&self, id: SponsorshipId) -> Answer<Option<Arc<sponsorship::Model>>> {
        self.loaders.sponsors.rows.load(id, self).await
    }

    pub async fn releases(&self, id: SponsorshipId) -> Answer<Arc<[release::Model]>> {
        Ok(self.loaders.sponsors.releases.load(id, self).await?.unwrap_or_default())
    }

    /// Notes that the sponsor reads a section, once in a request.
    pub async fn note_reading(&self, row: &sponsorship::Model, section: Section) -> Answer<()> {
        let key = Seen::of(row, AsSponsor(section));
        self.loaders.sponsors.read.load(key, self).await.map(drop)
    }

    pub async fn released_goals(&self, row: &sponsorship::Model) -> Answer<Arc<[goal::Model]>> {
        let key = Seen::of(row, Goals { client: row.client_id });
        Ok(self.loaders.sponsors.goals.load(key, self).await?.unwrap_or_default())
    }

    pub async fn released_sessions(
        &self,
        row: &sponsorship::Model,
    ) -> Answer<Arc<[meeting::Model]>> {
        let key = Seen::of(row, Sessions { client: row.client_id, coach: row.coach_id });
        Ok(self.loaders.sponsors.sessions.load(key, self).await?.unwrap_or_default())
    }
}

impl Batches<SponsorshipId, Arc<sponsorship::Model>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<SponsorshipId>,
    ) -> Fetched<'_, SponsorshipId, Arc<sponsorship::Model>> {
        async move {
            let rows = repo::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<SponsorshipId, Arc<[release::Model]>> for Read<'_> {
    fn fetch(&self, ids: Vec<SponsorshipId>) -> Fetched<'_, SponsorshipId, Arc<[release::Model]>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::releases_unchecked(db, viewer, ids.clone()).await?;
            Ok(parts(ids, rows, |row| row.sponsorship_id))
        }
        .boxed()
    }
}

impl Batches<Seen<AsSponsor>, ()> for Read<'_> {
    fn fetch(&self, keys: Vec<Seen<AsSponsor>>) -> Fetched<'_, Seen<AsSponsor>, ()> {
        async move {
            let call = self.call;
            let (backend, now) = (call.db.get_database_backend(), call.clock.now());
            let noted = keys.iter().map(|key| (*key, ())).collect();
            let all = grouped(keys, |key| (key.organization, key.of.0));
            let writes = all.into_iter().map(|((organization, section), keys)| {
                let readings: Vec<_> =
                    keys.into_iter().map(|key| (key.id, call.clock.id())).collect();
                write::read(backend, organization, section, &readings, now)
            });
            call.db.write_all(writes.collect()).await?;
            Ok(noted)
        }
        .boxed()
    }
}

impl Batches<Seen<Goals>, Arc<[goal::Model]>> for Read<'_> {
    fn fetch(&self, keys: Vec<Seen<Goals>>) -> Fetched<'_, Seen<Goals>, Arc<[goal::Model]>> {
        async move {
            let mut found = HashMap::new();
            for (organization, keys) in grouped(keys, |key| key.organization) {
                let clients: HashSet<_> = keys.iter().map(|key| key.of.client).collect();
                let clients: Vec<_> = clients.into_iter().collect();
                let db = &self.call.db;
                let rows = repo::goals_unchecked(db, organization, clients.clone(), MOST).await?;
                let rows = parts(clients, rows, |row| row.owner_id);
                let of = |key: &Seen<Goals>| rows.get(&key.of.client).cloned();
                found.extend(keys.into_iter().filter_map(|key| Some((key, of(&key)?))));
            }
            Ok(found)
        }
        .boxed()
    }
}

impl Batches<Seen<Sessions>, Arc<[meeting::Model]>> for Read<'_> {
    fn fetch(
        &self,
        keys: Vec<Seen<Sessions>>,
    ) -> Fetched<'_, Seen<Sessions>, Arc<[meeting::Model]>> {
        async move {
            let mut found = HashMap::new();
            for (organization, keys) in grouped(keys, |key| key.organization) {
                let pairs: Vec<_> = keys.iter().map(|key| key.of).collect();
                let (clients, coaches) = pairs.iter().map(|it| (it.client, it.coach)).unzip();
                let db = &self.call.db;
                let rows =
                    repo::sessions_unchecked(db, organization, clients, coaches, MOST).await?;
                let of =
                    |row: &meeting::Model| Sessions { client: row.person_id, coach: row.host_id };
                let rows = parts(pairs, rows, of);
                let of = |key: &Seen<Sessions>| rows.get(&key.of).cloned();
                found.extend(keys.into_iter().filter_map(|key| Some((key, of(&key)?))));
            }
            Ok(found)
        }
        .boxed()
    }
}
