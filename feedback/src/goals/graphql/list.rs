use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use kernel::{
    Answer, AsViewer, Call, Fault, GoalId, List, MembershipId, OrganizationId, Page, PageInput,
    Ref, Sealed, Total, list,
};

use super::goal::GoalState;
use crate::{
    goals::{
        filter::Filter,
        loader::{GoalTotalOf, GoalsOf},
        repo,
    },
    graphql::{colleagues, id},
    loader::{In, Loaders, Read},
};

/// What goals add to `Membership`.
pub struct MembershipGoals(pub MembershipId);

/// What goals add to `Membership`.
#[Object]
impl MembershipGoals {
    /// The goals of this member that you may see, newest first.
    async fn goals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those in one of these states.")] states: Option<Vec<GoalState>>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<List<Ref<GoalId>>> {
        let organization = colleagues(ctx).home_of(self.0).ok_or_else(Fault::not_found)?;
        let of = In { organization, member: self.0 };
        let filter = Filter { states: states.map(of_states), owner: None };
        let bound: [&[u8]; 2] = [self.0.0.as_bytes(), &filter.to_bytes()];
        let sealed = Sealed::new(Call::of(ctx), "Membership.goals", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let ids = Read::of(ctx).goals(GoalsOf { of, filter, page }).await?;
        let total = Total::counted(move |ctx| {
            let key = GoalTotalOf { of, filter };
            Box::pin(async move { Ok(Some(Read::of(ctx).goal_total(key).await?)) })
        });
        Ok(list(&page, &sealed, ids.iter().map(|id| (*id, Ref(*id))).collect(), total))
    }
}

/// What goals add to `Organization`.
pub struct OrganizationGoals(pub OrganizationId);

/// What goals add to `Organization`.
#[Object]
impl OrganizationGoals {
    /// Visible to members of the organisation: your goals here and those that are shared with
    /// you, newest first.
    async fn goals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list.")] filter: Option<GoalFilter>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<GoalId>>>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        let filter = filter.unwrap_or_default().try_into()?;
        let bound: [&[u8]; 2] = [self.0.0.as_bytes(), &Filter::to_bytes(filter)];
        let sealed = Sealed::new(call, "Organization.goals", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::list(&call.db, place, filter, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        Loaders::of(ctx).goals.rows.feed(rows.into_iter().map(|row| (row.id, Arc::new(row))));
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
}

/// Narrows a list of goals. What is left out does not narrow it; all that is said must hold.
#[derive(InputObject, Default)]
struct GoalFilter {
    /// In one of these states.
    states: Option<Vec<GoalState>>,
    /// Of this member (an id of a `Membership`).
    owner: Option<ID>,
}

impl TryFrom<GoalFilter> for Filter {
    type Error = Fault;

    fn try_from(filter: GoalFilter) -> Answer<Self> {
        let owner = filter.owner.as_ref().map(id).transpose()?;
        Ok(Self { states: filter.states.map(of_states), owner })
    }
}

fn of_states(states: Vec<GoalState>) -> crate::goals::States {
    states.into_iter().map(Into::into).collect()
}
