use std::sync::Arc;

use async_graphql::{Context, Object};
use kernel::{
    Answer, AsViewer, Call, FeedbackInvitationId, FeedbackRequestId, FeedbackTemplateId, List,
    OrganizationId, Page, PageInput, Ref, Sealed, Total, list,
};

use crate::{
    loader::Loaders,
    requests::repo::{self, invitations, templates},
};

/// What requests add to `Organization`.
pub struct OrganizationRequests(pub OrganizationId);

/// What requests add to `Organization`.
#[Object]
impl OrganizationRequests {
    /// Visible to members of the organisation: requests for feedback that you made, that are
    /// about you, or in which you are asked, newest first.
    async fn feedback_requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<FeedbackRequestId>>>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        let sealed = Sealed::new(call, "Organization.feedbackRequests", &[self.0.0.as_bytes()]);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::list(&call.db, place, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
        Loaders::of(ctx).requests.rows.feed(rows);
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(Some(repo::count(&call.db, place).await?))
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }

    /// Visible to members of the organisation: what you are asked, newest first.
    async fn feedback_invitations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what waits for your answer.", default = false)] open: bool,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<FeedbackInvitationId>>>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        let bound: [&[u8]; 2] = [self.0.0.as_bytes(), &[u8::from(open)]];
        let sealed = Sealed::new(call, "Organization.feedbackInvitations", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let open_on = open.then(|| call.clock.now().date_naive());
        let rows = invitations::list(&call.db, place, open_on, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
        Loaders::of(ctx).requests.invitations.feed(rows);
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(Some(invitations::count(&call.db, place, open_on).await?))
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }

    /// Visible to members of the organisation: what feedback is asked for with, newest first.
    async fn feedback_templates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those nobody asks with any more.", default = false)]
        include_retired: bool,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<FeedbackTemplateId>>>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        let bound: [&[u8]; 2] = [self.0.0.as_bytes(), &[u8::from(include_retired)]];
        let sealed = Sealed::new(call, "Organization.feedbackTemplates", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = templates::list(&call.db, place, include_retired, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
        Loaders::of(ctx).requests.templates.feed(rows);
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(Some(templates::count(&call.db, place, include_retired).await?))
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }
}
