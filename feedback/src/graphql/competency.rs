use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use kernel::{Answer, CompetencyId, Fault, OrganizationId, Ref};

use crate::{entity::competency::Model, loader::Read};

/// The `Competency` fields this context owns.
pub struct CompetencyFields(pub CompetencyId);

/// What an organisation gives marks for in evaluations. It exists for every member.
#[Object]
impl CompetencyFields {
    /// `competency_…`
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// What it is called: `Listening`.
    async fn name(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.row(ctx).await?.name.clone())
    }

    /// What is looked at; may be empty.
    async fn description(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.row(ctx).await?.description.clone())
    }

    /// Whether no new marks are given for it.
    async fn archived(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.row(ctx).await?.archived)
    }

    /// From 1, one more for each change; `updateCompetency` tells by it whether somebody else was
    /// faster.
    async fn version(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.version)
    }

    /// Whose it is.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.organization_id))
    }
}

impl CompetencyFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).competency(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).competency(self.0).await?.ok_or_else(Fault::not_found)
    }
}
