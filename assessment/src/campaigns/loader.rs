//! What a request has read of campaigns, or will read together.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use async_graphql::Context;
use futures_util::{FutureExt, future::BoxFuture};
use kernel::{
    Answer, Batches, Call, CampaignId, CampaignInvitationId, Loader, OrganizationId, Page,
};

use super::{Target, attribute, campaign::Model, invitation, repo};

/// Of one request and one viewer.
#[derive(Default)]
pub struct Loaders {
    pub rows: Loader<CampaignId, Arc<Model>>,
    pub targets: Loader<CampaignId, Arc<[Target]>>,
    pub attributes: Loader<CampaignId, Arc<[attribute::Model]>>,
    pub invitations: Loader<CampaignInvitationId, Arc<invitation::Model>>,
    pub own: Loader<Own, Option<CampaignInvitationId>>,
    pub pages: Loader<InvitationsIn, Arc<[CampaignInvitationId]>>,
    pub totals: Loader<TotalIn, i64>,
}

/// As whom the viewer is invited.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Own(pub CampaignId);

/// A page of who is invited.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct InvitationsIn {
    pub of: TotalIn,
    pub page: Page<CampaignInvitationId>,
}

/// How many invitations there are for the viewer.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TotalIn {
    pub organization: OrganizationId,
    pub campaign: CampaignId,
}

impl Loaders {
    pub fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data_unchecked()
    }

    /// What a mutation reads back must not be what an earlier one of the same document read.
    pub fn forget(&self) {
        self.rows.forget();
        self.targets.forget();
        self.attributes.forget();
        self.invitations.forget();
        self.own.forget();
        self.pages.forget();
        self.totals.forget();
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

    /// The campaign behind an id; none when it does not exist for the viewer.
    pub async fn campaign(&self, id: CampaignId) -> Answer<Option<Arc<Model>>> {
        self.loaders.rows.load(id, self).await
    }

    /// Whom one that was seen asks.
    pub async fn targets(&self, of: CampaignId) -> Answer<Arc<[Target]>> {
        Ok(self.loaders.targets.load(of, self).await?.unwrap_or_default())
    }

    /// By what the results of one that was seen are told apart.
    pub async fn attributes(&self, of: CampaignId) -> Answer<Arc<[attribute::Model]>> {
        Ok(self.loaders.attributes.load(of, self).await?.unwrap_or_default())
    }

    /// The invitation behind an id; none when it does not exist for the viewer.
    pub async fn invitation(
        &self,
        id: CampaignInvitationId,
    ) -> Answer<Option<Arc<invitation::Model>>> {
        self.loaders.invitations.load(id, self).await
    }

    pub async fn own_invitation(&self, of: CampaignId) -> Answer<Option<CampaignInvitationId>> {
        Ok(self.loaders.own.load(Own(of), self).await?.flatten())
    }

    pub async fn invitations(&self, key: InvitationsIn) -> Answer<Arc<[CampaignInvitationId]>> {
        Ok(self.loaders.pages.load(key, self).await?.unwrap_or_default())
    }

    pub async fn invitation_total(&self, key: TotalIn) -> Answer<i64> {
        Ok(self.loaders.totals.load(key, self).await?.unwrap_or_default())
    }
}

type Fetched<'a, K, V> = BoxFuture<'a, Answer<HashMap<K, V>>>;

impl Batches<CampaignId, Arc<Model>> for Read<'_> {
    fn fetch(&self, ids: Vec<CampaignId>) -> Fetched<'_, CampaignId, Arc<Model>> {
        async move {
            let rows = repo::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<CampaignId, Arc<[Target]>> for Read<'_> {
    fn fetch(&self, ids: Vec<CampaignId>) -> Fetched<'_, CampaignId, Arc<[Target]>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::parts::targets_unchecked(db, viewer, ids.clone()).await?;
            let rows = rows.iter().map(|row| (row.campaign_id, Target::of(row)));
            Ok(parts(ids, rows))
        }
        .boxed()
    }
}

impl Batches<CampaignId, Arc<[attribute::Model]>> for Read<'_> {
    fn fetch(&self, ids: Vec<CampaignId>) -> Fetched<'_, CampaignId, Arc<[attribute::Model]>> {
        async move {
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let rows = repo::parts::attributes_unchecked(db, viewer, ids.clone()).await?;
            Ok(parts(ids, rows.into_iter().map(|row| (row.campaign_id, row))))
        }
        .boxed()
    }
}

impl Batches<CampaignInvitationId, Arc<invitation::Model>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<CampaignInvitationId>,
    ) -> Fetched<'_, CampaignInvitationId, Arc<invitation::Model>> {
        async move {
            let rows = repo::invitations::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<Own, Option<CampaignInvitationId>> for Read<'_> {
    fn fetch(&self, keys: Vec<Own>) -> Fetched<'_, Own, Option<CampaignInvitationId>> {
        async move {
            let mut found: HashMap<_, _> = keys.iter().map(|key| (*key, None)).collect();
            let ids = keys.into_iter().map(|key| key.0).collect();
            let rows = repo::invitations::own(&self.call.db, &self.call.viewer, ids).await?;
            found.extend(rows.iter().map(|row| (Own(row.campaign_id), Some(row.id))));
            self.loaders.invitations.feed(rows.into_iter().map(|row| (row.id, Arc::new(row))));
            Ok(found)
        }
        .boxed()
    }
}

impl Batches<InvitationsIn, Arc<[CampaignInvitationId]>> for Read<'_> {
    fn fetch(
        &self,
        keys: Vec<InvitationsIn>,
    ) -> Fetched<'_, InvitationsIn, Arc<[CampaignInvitationId]>> {
        async move {
            let mut found: HashMap<_, Vec<_>> = keys.iter().map(|key| (*key, vec![])).collect();
            let all = grouped(keys, |key| (key.of.organization, key.page));
            for ((organization, page), keys) in all {
                let Some(place) = self.call.viewer.within(organization) else { continue };
                let ids = keys.iter().map(|key| key.of.campaign).collect();
                let rows = repo::invitations::in_each(&self.call.db, place, ids, &page).await?;
                for row in &rows {
                    let of = TotalIn { organization, campaign: row.campaign_id };
                    found.entry(InvitationsIn { of, page }).or_default().push(row.id);
                }
                let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
                self.loaders.invitations.feed(rows);
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
                let ids = keys.iter().map(|key| key.campaign).collect();
                let totals = repo::invitations::count_in_each(&self.call.db, place, ids).await?;
                let key = |campaign| TotalIn { organization, campaign };
                found.extend(totals.into_iter().map(|(id, total)| (key(id), total)));
            }
            Ok(found)
        }
        .boxed()
    }
}

/// Keys that one statement can answer.
fn grouped<K, G: Eq + Hash>(keys: Vec<K>, same: impl Fn(&K) -> G) -> HashMap<G, Vec<K>> {
    let mut groups: HashMap<_, Vec<_>> = HashMap::new();
    for key in keys {
        groups.entry(same(&key)).or_default().push(key);
    }
    groups
}

/// The rows of each id, in the order they came; also for the ids that have none.
fn parts<T>(
    ids: Vec<CampaignId>,
    rows: impl Iterator<Item = (CampaignId, T)>,
) -> HashMap<CampaignId, Arc<[T]>> {
    let mut found: HashMap<_, Vec<_>> = ids.into_iter().map(|id| (id, vec![])).collect();
    for (of, row) in rows {
        found.entry(of).or_default().push(row);
    }
    found.into_iter().map(|(id, rows)| (id, rows.into())).collect()
}
