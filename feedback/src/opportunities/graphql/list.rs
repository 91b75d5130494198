use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use kernel::{
    Answer, AsViewer, Call, Fault, InterestId, List, OpportunityId, OrganizationId, Page,
    PageInput, Ref, Sealed, Total, list,
};

use super::opportunity::{OpportunityKind, OpportunityState};
use crate::{
    graphql::id,
    loader::Loaders,
    opportunities::{
        filter::Filter,
        repo::{self, interests},
    },
};

/// What opportunities add to `Organization`.
pub struct OrganizationOpportunities(pub OrganizationId);

/// What opportunities add to `Organization`.
#[Object]
impl OrganizationOpportunities {
    /// Visible to members of the organisation who are not external: what is offered within,
    /// newest first.
    async fn opportunities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list.")] filter: Option<OpportunityFilter>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<OpportunityId>>>> {
        let call = Call::of(ctx);
        let place = call.viewer.within(self.0).filter(|place| !place.is_external());
        let Some(place) = place else { return Ok(ctx.deny()) };
        let filter: Filter = filter.unwrap_or_default().try_into()?;
        let bound: [&[u8]; 2] = [self.0.0.as_bytes(), &filter.to_bytes()];
        let sealed = Sealed::new(call, "Organization.opportunities", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::list(&call.db, place, filter, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
        Loaders::of(ctx).opportunities.rows.feed(rows);
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(Some(repo::count(&call.db, place, filter).await?))
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }

    /// Visible to members of the organisation: your own interests, those in what you offer or
    /// administer, and those that are discussed with you, in an order that says nothing.
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
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        let sealed = Sealed::new(call, "Organization.interests", &[self.0.0.as_bytes()]);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = interests::list(&call.db, place, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
        Loaders::of(ctx).opportunities.interests.feed(rows);
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(Some(interests::count(&call.db, place).await?))
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }
}

/// Narrows a list of opportunities. What is left out does not narrow it; all that is said must
/// hold.
#[derive(InputObject, Default)]
struct OpportunityFilter {
    /// Of this kind.
    kind: Option<OpportunityKind>,
    /// In this state.
    state: Option<OpportunityState>,
    /// Offered by this unit, without the units below it.
    unit: Option<ID>,
}

impl TryFrom<OpportunityFilter> for Filter {
    type Error = Fault;

    fn try_from(filter: OpportunityFilter) -> Answer<Self> {
        Ok(Self {
            kind: filter.kind.map(Into::into),
            state: filter.state.map(Into::into),
            unit: filter.unit.as_ref().map(id).transpose()?,
        })
    }
}
