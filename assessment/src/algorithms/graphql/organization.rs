use std::sync::Arc;

use async_graphql::{Context, Object};
use kernel::{
    AlgorithmId, Answer, AsViewer, Call, List, OrganizationId, Page, PageInput, Ref, Sealed, Total,
    list,
};

use crate::{
    algorithms::{loader::Loaders, policy, repo},
    instruments::graphql::to_readers_of_instruments,
};

/// What algorithms add to `Organization`.
pub struct OrganizationAlgorithms(pub OrganizationId);

/// What algorithms add to `Organization`.
#[Object]
impl OrganizationAlgorithms {
    /// Visible to administrators and coaches. Ways of scoring that the organisation brought, the
    /// newest first.
    #[graphql(visible = "to_readers_of_instruments")]
    async fn algorithms(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<AlgorithmId>>>> {
        let call = Call::of(ctx);
        let place = call.viewer.within(self.0).filter(|place| policy::may_read(place));
        let Some(place) = place else { return Ok(ctx.deny()) };
        let sealed = Sealed::new(call, "Organization.algorithms", &[self.0.0.as_bytes()]);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::list(&call.db, place, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        Loaders::of(ctx).rows.feed(rows.into_iter().map(|row| (row.id, Arc::new(row))));
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(i64::try_from(repo::count(&call.db, place).await?).ok())
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }
}
