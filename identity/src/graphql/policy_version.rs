use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, Data, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use futures_util::{FutureExt, future::BoxFuture};
use kernel::{Answer, Batches, Call, Fault, Loader, Markdown, PolicyVersionId, Ref};

use crate::{account::privacy_policy, entity::policy_version::Model, repo};

type Policies = Loader<PolicyVersionId, Arc<Model>>;

pub fn attach(data: &mut Data) {
    data.insert(Policies::default());
}

#[derive(Default)]
pub struct PolicyQuery;

#[Object]
impl PolicyQuery {
    /// The privacy policy in force. Null, if none was published yet.
    async fn privacy_policy(&self, ctx: &Context<'_>) -> Answer<Option<Ref<PolicyVersionId>>> {
        let call = Call::of(ctx);
        Ok(privacy_policy(&call.db, &call.clock).await?.map(Ref))
    }
}

/// The `PolicyVersion` fields this context owns; everybody may read them.
pub struct PolicyVersionFields(pub PolicyVersionId);

#[Object]
impl PolicyVersionFields {
    /// Opaque, the same for everybody.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// What people call it: `2026-11`.
    async fn version(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.find(ctx).await?.version.clone())
    }

    /// What it says.
    async fn body(&self, ctx: &Context<'_>) -> Answer<Markdown> {
        Ok(Markdown::kept(self.find(ctx).await?.body.clone()))
    }

    /// When people could first read it.
    async fn published_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.find(ctx).await?.published_at)
    }

    /// When it replaces, or replaced, the version before it.
    async fn effective_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.find(ctx).await?.effective_at)
    }
}

impl From<PolicyVersionId> for PolicyVersionFields {
    fn from(id: PolicyVersionId) -> Self {
        Self(id)
    }
}

impl PolicyVersionFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.load(ctx).await?.is_some())
    }

    async fn find(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        self.load(ctx).await?.ok_or_else(Fault::not_found)
    }

    async fn load(&self, ctx: &Context<'_>) -> Answer<Option<Arc<Model>>> {
        ctx.data_unchecked::<Policies>().load(self.0, &Read(Call::of(ctx))).await
    }
}

/// That a person accepted a version of the privacy policy.
#[derive(SimpleObject)]
pub struct Consent {
    /// Which.
    pub policy_version: Ref<PolicyVersionId>,
    /// When.
    pub accepted_at: DateTime<Utc>,
}

struct Read<'a>(&'a Call);

impl Batches<PolicyVersionId, Arc<Model>> for Read<'_> {
    fn fetch(
        &self,
        ids: Vec<PolicyVersionId>,
    ) -> BoxFuture<'_, Answer<HashMap<PolicyVersionId, Arc<Model>>>> {
        async move {
            let rows = repo::policy::by_ids(&self.0.db, ids).await?;
            Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}
