use std::sync::Arc;

use async_graphql::{Context, Object};
use kernel::{
    Answer, AsViewer, Call, List, OrganizationId, Page, PageInput, Ref, Sealed, SponsorshipId,
    Total, list,
};

use crate::{loader::Loaders, sponsors::repo};

/// What sponsorships add to `Organization`.
pub struct OrganizationSponsorships(pub OrganizationId);

/// What sponsorships add to `Organization`.
#[Object]
impl OrganizationSponsorships {
    /// Visible to members of the organisation: those whose client, coach or sponsor you are
    /// here, newest first.
    async fn sponsorships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<SponsorshipId>>>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        let sealed = Sealed::new(call, "Organization.sponsorships", &[self.0.0.as_bytes()]);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::list(&call.db, place, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        Loaders::of(ctx).sponsors.rows.feed(rows.into_iter().map(|row| (row.id, Arc::new(row))));
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
}
