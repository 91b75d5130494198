use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, Call, Date, Fault, InterestId, List, Markdown, MembershipId, OpportunityId,
    OrganizationId, Page, PageInput, Ref, Sealed, Total, UnitId, list,
};

use crate::{
    loader::Read,
    opportunities::{
        entity::opportunity::{self, Model},
        loader::{InterestsIn, TotalIn},
        policy,
    },
};

/// The `Opportunity` fields this context owns.
pub struct OpportunityFields(pub OpportunityId);

/// A role, a project or mentoring that is offered within an organisation. It exists for every
/// member who is not external.
#[Object]
impl OpportunityFields {
    /// `opportunity_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Where.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.organization_id))
    }

    /// What is offered.
    async fn kind(&self, ctx: &Context<'_>) -> Answer<OpportunityKind> {
        Ok(self.row(ctx).await?.kind.into())
    }

    /// What it is called: `Lead of the night shift`.
    async fn title(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.row(ctx).await?.title.clone())
    }

    /// What it asks for and what it gives, as it was typed; may be empty.
    async fn description(&self, ctx: &Context<'_>) -> Answer<Markdown> {
        Ok(Markdown::kept(self.row(ctx).await?.description.as_str()))
    }

    /// Which part of the organisation offers it, if it is one.
    async fn unit(&self, ctx: &Context<'_>) -> Answer<Option<Ref<UnitId>>> {
        Ok(self.row(ctx).await?.unit_id.map(Ref))
    }

    /// Who offers it.
    async fn offered_by(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.row(ctx).await?.offered_by_id))
    }

    /// When it starts, if that is known.
    async fn starts_on(&self, ctx: &Context<'_>) -> Answer<Option<Date>> {
        Ok(self.row(ctx).await?.starts_on.map(Date))
    }

    /// When it ends, if it does.
    async fn ends_on(&self, ctx: &Context<'_>) -> Answer<Option<Date>> {
        Ok(self.row(ctx).await?.ends_on.map(Date))
    }

    /// Whether one can note interest.
    async fn state(&self, ctx: &Context<'_>) -> Answer<OpportunityState> {
        Ok(self.row(ctx).await?.state.into())
    }

    /// 1, and one more for each change.
    async fn version(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.version)
    }

    /// When it was offered.
    async fn created_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.created_at)
    }

    /// When it last changed.
    async fn updated_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.updated_at)
    }

    /// Your own interest in it; null, if you never noted any.
    async fn my_interest(&self, ctx: &Context<'_>) -> Answer<Option<Ref<InterestId>>> {
        self.row(ctx).await?;
        Ok(Read::of(ctx).own_interest(self.0).await?.map(Ref))
    }

    /// Visible to who offers it and to administrators who have them in scope. Who is interested
    /// in it, in an order that says nothing: nobody is ranked.
    async fn interests(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<InterestId>>>> {
        let row = self.row(ctx).await?;
        let place = ctx.viewer().within(row.organization_id);
        if !place.is_some_and(|place| policy::offers(place, row.offered_by_id)) {
            return Ok(ctx.deny());
        }
        let bound: [&[u8]; 1] = [self.0.0.as_bytes()];
        let sealed = Sealed::new(Call::of(ctx), "Opportunity.interests", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let of = TotalIn { organization: row.organization_id, opportunity: self.0 };
        let ids = Read::of(ctx).interests(InterestsIn { of, page }).await?;
        let total = Total::counted(move |ctx| {
            Box::pin(async move { Ok(Some(Read::of(ctx).interest_total(of).await?)) })
        });
        Ok(Some(list(&page, &sealed, ids.iter().map(|id| (*id, Ref(*id))).collect(), total)))
    }
}

impl OpportunityFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).opportunity(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).opportunity(self.0).await?.ok_or_else(Fault::not_found)
    }
}

/// What is offered.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "opportunity::Kind")]
pub enum OpportunityKind {
    /// A place in the organisation.
    Role,
    /// Something to be done together for a while.
    Project,
    /// To be guided by somebody, or to guide.
    Mentoring,
}

/// Whether one can note interest.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "opportunity::State")]
pub enum OpportunityState {
    /// One can.
    Open,
    /// One can no more.
    Closed,
}
