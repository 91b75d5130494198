use std::sync::Arc;

use async_graphql::{Context, Object};
use kernel::{
    Answer, AsViewer, Call, FeedbackId, List, OrganizationId, Page, PageInput, Place, Ref, ReplyId,
    Role, Sealed, Total, list,
};

use super::moderation::Moderation;
use crate::{loader::Loaders, talk::repo};

/// What conversations add to `Organization`.
pub struct OrganizationTalk(pub OrganizationId);

/// What conversations add to `Organization`.
#[Object]
impl OrganizationTalk {
    /// Visible to administrators. Feedback that was flagged, of those or to those whom you
    /// administer, newest first; or what was hidden of it.
    #[graphql(visible = "crate::graphql::shown::to_administrators")]
    async fn flagged_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What became of it.", default_with = "Moderation::Flagged")]
        state: Moderation,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<FeedbackId>>>> {
        let Some(place) = self.place(ctx) else { return Ok(ctx.deny()) };
        let (call, state) = (Call::of(ctx), state.into());
        let sealed = self.sealed(call, "Organization.flaggedFeedback", state);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::moderated_feedback(&call.db, place, state, &page).await?;
        let nodes = rows.iter().map(|row| (row.feedback.id, Ref(row.feedback.id))).collect();
        Loaders::of(ctx).rows.feed(rows.into_iter().map(|row| (row.feedback.id, Arc::new(row))));
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(Some(repo::count_moderated_feedback(&call.db, place, state).await?))
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }

    /// Visible to administrators. Replies that were flagged and that you moderate, newest first;
    /// or what was hidden of them.
    #[graphql(visible = "crate::graphql::shown::to_administrators")]
    async fn flagged_replies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What became of it.", default_with = "Moderation::Flagged")]
        state: Moderation,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<ReplyId>>>> {
        let Some(place) = self.place(ctx) else { return Ok(ctx.deny()) };
        let (call, state) = (Call::of(ctx), state.into());
        let sealed = self.sealed(call, "Organization.flaggedReplies", state);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::moderated(&call.db, &call.viewer, place, state, &page).await?;
        let nodes = rows.iter().map(|row| (row.reply.id, Ref(row.reply.id))).collect();
        let rows = rows.into_iter().map(|row| (row.reply.id, Arc::new(row)));
        Loaders::of(ctx).talk.rows.feed(rows);
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(Some(repo::count_moderated(&call.db, place, state).await?))
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }
}

impl OrganizationTalk {
    fn place<'a>(&self, ctx: &Context<'a>) -> Option<&'a Place> {
        let place = Call::of(ctx).viewer.within(self.0);
        place.filter(|place| place.roles.has(Role::Administrator))
    }

    fn sealed(&self, call: &Call, field: &str, state: crate::Moderation) -> Sealed {
        Sealed::new(call, field, &[self.0.0.as_bytes(), &[state as u8]])
    }
}
