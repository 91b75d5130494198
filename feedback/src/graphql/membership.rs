use async_graphql::{Context, Object};
use kernel::{
    Answer, AsViewer, Fault, FeedbackId, List, MembershipId, PageInput, Ref, Total, list,
};

use super::{
    colleagues,
    filter::{Asked, FeedbackFilter},
    summary::FeedbackSummary,
};
use crate::{
    loader::{In, PageOf, Read, TotalOf},
    policy::{self, FEWEST_AUTHORS, Summarized},
    repo::Side,
};

/// What this context adds to `Membership`.
pub struct MembershipFeedback(pub MembershipId);

/// What this context adds to `Membership`.
#[Object]
impl MembershipFeedback {
    /// What this member received, as far as you may see it, newest first.
    async fn feedback_received(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list.")] filter: Option<FeedbackFilter>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<List<Ref<FeedbackId>>> {
        self.list(ctx, Side::Received, filter, &PageInput { first, after, last, before }).await
    }

    /// What this member gave, as far as you may see it, newest first.
    async fn feedback_given(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list.")] filter: Option<FeedbackFilter>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<List<Ref<FeedbackId>>> {
        self.list(ctx, Side::Given, filter, &PageInput { first, after, last, before }).await
    }

    /// Visible to the member, to a coach with a grant of their feedback or of its summary, and
    /// to administrators in scope. Null to administrators while fewer than 5 members stand
    /// behind one of its figures, or behind that part of one which they cannot read.
    async fn feedback_summary(&self, ctx: &Context<'_>) -> Answer<Option<FeedbackSummary>> {
        let of = self.of(ctx)?;
        let place = ctx.viewer().place(of.organization)?;
        let Some(told) = policy::may_summarize(place, of.member) else { return Ok(ctx.deny()) };
        let counts = Read::of(ctx).counts(of).await?;
        if told == Summarized::CountsOfMany && counts.fewest_authors() < FEWEST_AUTHORS {
            return Ok(None);
        }
        Ok(Some(FeedbackSummary { of, counts, told }))
    }
}

impl MembershipFeedback {
    fn of(&self, ctx: &Context<'_>) -> Answer<In> {
        let organization = colleagues(ctx).home_of(self.0).ok_or_else(Fault::not_found)?;
        Ok(In { organization, member: self.0 })
    }

    async fn list(
        &self,
        ctx: &Context<'_>,
        side: Side,
        filter: Option<FeedbackFilter>,
        page: &PageInput,
    ) -> Answer<List<Ref<FeedbackId>>> {
        let of = self.of(ctx)?;
        let field = match side {
            Side::Received => "Membership.feedbackReceived",
            Side::Given => "Membership.feedbackGiven",
        };
        let asked = Asked::try_new(ctx, field, self.0.into(), filter, page)?;
        let Asked { filter, page, sealed } = asked;
        let ids = Read::of(ctx).page(PageOf { of, side, filter, page }).await?;
        let total = Total::counted(move |ctx| {
            Box::pin(
                async move { Ok(Some(Read::of(ctx).total(TotalOf { of, side, filter }).await?)) },
            )
        });
        Ok(list(&page, &sealed, ids.iter().map(|id| (*id, Ref(*id))).collect(), total))
    }
}
