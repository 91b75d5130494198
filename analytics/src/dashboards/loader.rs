//! What a request has read of dashboards, or will read together.

use std::{collections::HashMap, sync::Arc};

use async_graphql::Context;
use futures_util::{FutureExt, future::BoxFuture};
use kernel::{Answer, Batches, Call, CampaignId, InstrumentId, Loader, OrganizationId};

use super::{
    frame::Frame,
    gather,
    numbers::View,
    repo::{
        gather::{Campaign, campaigns_unchecked, documents_unchecked},
        read::{Outline, Plan, asked_unchecked, parts_unchecked, plans_unchecked, trees_unchecked},
    },
};

/// Of one request and one viewer.
#[derive(Default)]
pub struct Loaders {
    pub(crate) stages: Loader<CampaignId, Arc<Stage>>,
    pub(crate) frames: Loader<InstrumentId, Arc<Frame>>,
    pub(crate) parts: Loader<PartsOf, Arc<[View]>>,
}

/// A campaign, as far as a dashboard begins with it.
pub(crate) struct Stage {
    pub campaign: Campaign,
    /// None, until it is over.
    pub plan: Option<Plan>,
    /// The whole and its units.
    pub tree: Vec<Outline>,
    /// Whether the viewer was asked, too.
    pub asked: bool,
}

/// The parts of one view of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PartsOf {
    pub organization: OrganizationId,
    pub campaign: CampaignId,
    pub place: i64,
}

impl Loaders {
    pub fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data_unchecked()
    }

    /// What a mutation reads back must not be what an earlier one of the same document read.
    pub fn forget(&self) {
        self.stages.forget();
        self.frames.forget();
        self.parts.forget();
    }
}

/// Reads for the viewer of a request.
pub(crate) struct Read<'a> {
    pub call: &'a Call,
    loaders: &'a Loaders,
}

impl<'a> Read<'a> {
    pub fn of(ctx: &Context<'a>) -> Self {
        Self { call: Call::of(ctx), loaders: Loaders::of(ctx) }
    }

    /// A campaign that was launched, of one of the viewer's organisations.
    pub async fn stage(&self, id: CampaignId) -> Answer<Option<Arc<Stage>>> {
        self.loaders.stages.load(id, self).await
    }

    /// What it asked.
    pub async fn frame(&self, id: InstrumentId) -> Answer<Option<Arc<Frame>>> {
        self.loaders.frames.load(id, self).await
    }

    /// The parts of a view that was seen.
    pub async fn parts(&self, of: PartsOf) -> Answer<Arc<[View]>> {
        Ok(self.loaders.parts.load(of, self).await?.unwrap_or_default())
    }

    fn organizations(&self) -> Vec<OrganizationId> {
        self.call.viewer.places.iter().map(|it| it.organization).collect()
    }
}

type Fetched<'a, K, V> = BoxFuture<'a, Answer<HashMap<K, V>>>;

impl Batches<CampaignId, Arc<Stage>> for Read<'_> {
    fn fetch(&self, ids: Vec<CampaignId>) -> Fetched<'_, CampaignId, Arc<Stage>> {
        async move {
            let db = &self.call.db;
            let of = self.organizations();
            let members = self.call.viewer.places.iter().map(|it| it.member).collect();
            let campaigns = campaigns_unchecked(db, of.clone(), ids.clone()).await?;
            let plans = plans_unchecked(db, of.clone(), ids.clone()).await?;
            let trees = trees_unchecked(db, of.clone(), ids.clone()).await?;
            let asked = asked_unchecked(db, members, of, ids).await?;
            let stage = |campaign: Campaign| {
                let id = campaign.id;
                let plan = plans.iter().find(|it| it.campaign_id == id).copied();
                let tree = trees.iter().filter(|it| it.campaign_id == id).cloned().collect();
                (id, Arc::new(Stage { campaign, plan, tree, asked: asked.contains(&id) }))
            };
            Ok(campaigns.into_iter().map(stage).collect())
        }
        .boxed()
    }
}

impl Batches<InstrumentId, Arc<Frame>> for Read<'_> {
    fn fetch(&self, ids: Vec<InstrumentId>) -> Fetched<'_, InstrumentId, Arc<Frame>> {
        async move {
            let found = documents_unchecked(&self.call.db, self.organizations(), ids).await?;
            let read =
                |(id, text): (InstrumentId, String)| Ok((id, Arc::new(gather::read(&text)?)));
            found.into_iter().map(read).collect()
        }
        .boxed()
    }
}

impl Batches<PartsOf, Arc<[View]>> for Read<'_> {
    fn fetch(&self, keys: Vec<PartsOf>) -> Fetched<'_, PartsOf, Arc<[View]>> {
        async move {
            let mut found = HashMap::new();
            for key in keys {
                let of = (key.organization, key.campaign);
                let rows = parts_unchecked(&self.call.db, of, key.place).await?;
                found.insert(key, rows.into_iter().filter_map(View::of).collect());
            }
            Ok(found)
        }
        .boxed()
    }
}
