use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, Call, Fault, List, MeetingId, OrganizationId, Page, PageInput, Ref, Sealed,
    Total, list,
};

use super::meeting::{MeetingKind, MeetingState};
use crate::{
    graphql::id,
    loader::Loaders,
    meetings::{filter::Filter, repo},
};

/// What meetings add to `Organization`.
pub struct OrganizationMeetings(pub OrganizationId);

/// What meetings add to `Organization`.
#[Object]
impl OrganizationMeetings {
    /// Visible to members of the organisation: your own check-ins and sessions here, the last
    /// arranged first.
    async fn meetings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list.")] filter: Option<MeetingFilter>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<Ref<MeetingId>>>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        let filter: Filter = filter.unwrap_or_default().try_into()?;
        let bound: [&[u8]; 2] = [self.0.0.as_bytes(), &filter.to_bytes()];
        let sealed = Sealed::new(call, "Organization.meetings", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let rows = repo::list(&call.db, place, filter, &page).await?;
        let nodes = rows.iter().map(|row| (row.id, Ref(row.id))).collect();
        Loaders::of(ctx).meetings.rows.feed(rows.into_iter().map(|row| (row.id, Arc::new(row))));
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

/// Narrows a list of meetings. What is left out does not narrow it; all that is said must hold.
#[derive(InputObject, Default)]
struct MeetingFilter {
    /// Of this kind.
    kind: Option<MeetingKind>,
    /// In this state.
    state: Option<MeetingState>,
    /// With this member (an id of a `Membership`).
    with: Option<ID>,
    /// Beginning at this time or later.
    from: Option<DateTime<Utc>>,
    /// Beginning before this time.
    until: Option<DateTime<Utc>>,
}

impl TryFrom<MeetingFilter> for Filter {
    type Error = Fault;

    fn try_from(filter: MeetingFilter) -> Answer<Self> {
        Ok(Self {
            kind: filter.kind.map(Into::into),
            state: filter.state.map(Into::into),
            with: filter.with.as_ref().map(id).transpose()?,
            from: filter.from,
            until: filter.until,
        })
    }
}
