use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use kernel::{AlgorithmId, Answer, Fault, OrganizationId, Ref};

use crate::{
    algorithms::{
        entity::algorithm::{self, Model},
        loader::Read,
    },
    results::outcome::hexadecimal,
};

/// The `Algorithm` fields this context owns.
pub struct AlgorithmFields(pub AlgorithmId);

/// A way of scoring that an organisation brought: a WebAssembly module. It exists for
/// administrators and coaches of the organisation; what is in the module is told to nobody.
#[Object]
impl AlgorithmFields {
    /// `algorithm_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Whose it is.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.organization_id))
    }

    /// What it is called.
    async fn name(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.row(ctx).await?.name.clone())
    }

    /// The SHA-256 of the module in 64 hexadecimal digits, by which results name it.
    async fn hash(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(hexadecimal(&self.row(ctx).await?.hash))
    }

    /// Whether campaigns can choose it.
    async fn state(&self, ctx: &Context<'_>) -> Answer<AlgorithmState> {
        Ok(self.row(ctx).await?.state.into())
    }

    /// When it was loaded.
    async fn created_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.created_at)
    }

    /// When it was retired; null, unless it was.
    async fn retired_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.row(ctx).await?.retired_at)
    }
}

impl AlgorithmFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::algorithm(ctx, self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::algorithm(ctx, self.0).await?.ok_or_else(Fault::not_found)
    }
}

/// Whether campaigns can choose an algorithm.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "algorithm::State")]
pub enum AlgorithmState {
    /// They can.
    Active,
    /// Those that chose it are scored with it; no other can.
    Retired,
}
