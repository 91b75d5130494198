use std::sync::Arc;

use async_graphql::{Context, Object};
use kernel::{
    Answer, AsViewer, Call, CandidateId, List, OrganizationId, Page, PageInput, Ref, Sealed, Total,
    list,
};

use crate::{candidates::repo, loader::Loaders};

/// What candidates add to `Organization`.
pub struct OrganizationCandidates(pub OrganizationId);

/// What candidates add to `Organization`.
#[Object]
impl OrganizationCandidates {
    /// Visible to members of the organisation: the candidates who exist for you, newest first.
    async fn candidates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<CandidateId>>>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        let sealed = Sealed::new(call, "Organization.candidates", &[self.0.0.as_bytes()]);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::list(&call.db, place, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        let rows = rows.into_iter().map(|row| (row.id, Arc::new(row)));
        Loaders::of(ctx).candidates.rows.feed(rows);
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
