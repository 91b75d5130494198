use std::sync::Arc;

use async_graphql::{Context, Object};
use kernel::{
    Answer, AsViewer, Call, CompetencyId, FeedbackId, List, OrganizationId, Page, PageInput, Place,
    Ref, Role, Sealed, Total, list,
};

use super::filter::{Asked, FeedbackFilter};
use crate::{
    loader::Loaders,
    repo::{self, Reach},
};

/// What this context adds to `Organization`.
pub struct OrganizationFeedback(pub OrganizationId);

/// What this context adds to `Organization`.
#[Object]
impl OrganizationFeedback {
    /// Visible to members of the organisation: all feedback they may see here, newest first.
    async fn feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list.")] filter: Option<FeedbackFilter>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<FeedbackId>>>> {
        let page = PageInput { first, after, last, before };
        self.list(ctx, |_| true, Reach::All, filter, &page).await
    }

    /// Visible to whoever leads somebody. Of the feed, what your reports received, newest first.
    #[graphql(visible = "super::shown::to_managers")]
    async fn feedback_about_reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list.")] filter: Option<FeedbackFilter>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<FeedbackId>>>> {
        let page = PageInput { first, after, last, before };
        self.list(ctx, |place| !place.reports.is_empty(), Reach::Reports, filter, &page).await
    }

    /// Visible to administrators. What the organisation may read of what members in your scope
    /// received, newest first.
    #[graphql(visible = "super::shown::to_administrators")]
    async fn feedback_in_scope(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list.")] filter: Option<FeedbackFilter>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<FeedbackId>>>> {
        let page = PageInput { first, after, last, before };
        self.list(ctx, |place| place.roles.has(Role::Administrator), Reach::Scope, filter, &page)
            .await
    }

    /// Visible to coaches. What clients who are granted to you with their feedback received or
    /// gave, newest first.
    #[graphql(visible = "super::shown::to_coaches")]
    async fn feedback_granted(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list.")] filter: Option<FeedbackFilter>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<FeedbackId>>>> {
        let page = PageInput { first, after, last, before };
        self.list(ctx, Place::is_coach, Reach::Grants, filter, &page).await
    }

    /// Visible to members of the organisation: what evaluations give marks for here, the oldest
    /// first.
    async fn competencies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those no new marks are given for.", default = false)]
        include_archived: bool,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<CompetencyId>>>> {
        let Some(place) = self.place(ctx) else { return Ok(ctx.deny()) };
        let call = Call::of(ctx);
        let bound: [&[u8]; 2] = [self.0.0.as_bytes(), &[u8::from(include_archived)]];
        let sealed = Sealed::new(call, "Organization.competencies", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::competency::list(&call.db, place, include_archived, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        Loaders::of(ctx).competencies.feed(rows.into_iter().map(|row| (row.id, Arc::new(row))));
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                let total = repo::competency::count(&call.db, place, include_archived).await?;
                Ok(i64::try_from(total).ok())
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }
}

impl OrganizationFeedback {
    /// The content of an organisation is for its members; an operator is refused.
    fn place<'a>(&self, ctx: &Context<'a>) -> Option<&'a Place> {
        Call::of(ctx).viewer.within(self.0)
    }

    async fn list(
        &self,
        ctx: &Context<'_>,
        may: impl Fn(&Place) -> bool,
        reach: Reach,
        filter: Option<FeedbackFilter>,
        page: &PageInput,
    ) -> Answer<Option<List<Ref<FeedbackId>>>> {
        let Some(place) = self.place(ctx).filter(|place| may(place)) else {
            return Ok(ctx.deny());
        };
        let field = match reach {
            Reach::All => "Organization.feed",
            Reach::Reports => "Organization.feedbackAboutReports",
            Reach::Scope => "Organization.feedbackInScope",
            Reach::Grants => "Organization.feedbackGranted",
        };
        let call = Call::of(ctx);
        let asked = Asked::try_new(ctx, field, self.0.into(), filter, page)?;
        let Asked { filter, page, sealed } = asked;
        let rows = repo::list(&call.db, place, reach, &filter, &page).await?;
        let nodes = rows.iter().map(|row| (row.feedback.id, Ref(row.feedback.id))).collect();
        Loaders::of(ctx).rows.feed(rows.into_iter().map(|row| (row.feedback.id, Arc::new(row))));
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(Some(repo::count(&call.db, place, reach, &filter).await?))
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }
}
