use std::sync::Arc;

use async_graphql::{Context, Object};
use kernel::{
    Answer, AsViewer, Call, List, NotificationId, OrganizationId, Page, PageInput, Ref, Sealed,
    Total, list,
};

use crate::{loader::Loaders, notifications::repo};

/// What notifications add to `Organization`.
pub struct OrganizationNotifications(pub OrganizationId);

/// What notifications add to `Organization`.
#[Object]
impl OrganizationNotifications {
    /// Visible to members of the organisation: what you were told here in the last 90 days, as far
    /// as what it is about is yours to read still; put together by that, the latest first.
    async fn notifications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<NotificationId>>>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        let sealed = Sealed::new(call, "Organization.notifications", &[self.0.0.as_bytes()]);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::list(&call.db, place, &page).await?;
        let nodes = rows.iter().map(|row| (row.latest.place, Ref(row.latest.id))).collect();
        let rows = rows.into_iter().map(|row| (row.latest.id, Arc::new(row)));
        Loaders::of(ctx).notifications.rows.feed(rows);
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

    /// Visible to members of the organisation: how many of your notifications here are not read.
    async fn unread_count(&self, ctx: &Context<'_>) -> Answer<Option<i64>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        Ok(Some(repo::count_unread(&call.db, place).await?))
    }
}
