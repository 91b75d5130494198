use async_graphql::{Context, ID, InputObject};
use chrono::{DateTime, Utc};
use kernel::{Answer, Call, DataKind, FeedbackId, NodeId, Page, PageInput, Place, Sealed};

use super::{colleagues, feedback::FeedbackKind, id};
use crate::filter::Filter;

/// Narrows a list of feedback. What is left out does not narrow it; all that is said must hold.
#[derive(InputObject, Default)]
pub struct FeedbackFilter {
    /// Of one of these kinds.
    kinds: Option<Vec<FeedbackKind>>,
    /// Given at this time or later.
    from: Option<DateTime<Utc>>,
    /// Given before this time.
    until: Option<DateTime<Utc>>,
    /// With a mark for this competency.
    competency: Option<ID>,
    /// Given or received by this member (an id of a `Membership`).
    person: Option<ID>,
}

impl FeedbackFilter {
    fn try_into(self) -> Answer<Filter> {
        Ok(Filter {
            kinds: self.kinds.map(|kinds| kinds.into_iter().map(Into::into).collect()),
            from: self.from,
            until: self.until,
            competency: self.competency.as_ref().map(id).transpose()?,
            person: self.person.as_ref().map(id).transpose()?,
            unseen: false,
        })
    }
}

/// One list as it was asked for: what it is narrowed to, which page, and its cursors.
pub struct Asked {
    pub filter: Filter,
    pub page: Page<FeedbackId>,
    pub sealed: Sealed,
}

impl Asked {
    pub fn try_new(
        ctx: &Context<'_>,
        field: &str,
        parent: NodeId,
        filter: Option<FeedbackFilter>,
        page: &PageInput,
    ) -> Answer<Self> {
        let call = Call::of(ctx);
        let mut filter = filter.unwrap_or_default().try_into()?;
        let of = match parent {
            NodeId::Membership(of) => Some(of),
            _ => None,
        };
        let own = |member| {
            let coaches = |place: &Place| place.coaches(member, DataKind::Feedback);
            call.viewer.places.iter().any(|place| place.member == member || coaches(place))
        };
        let directory = colleagues(ctx);
        // Who is no external is told of all recipients: their lists are one kind.
        let internal = |member| {
            let home = directory.home_of(member).and_then(|home| call.viewer.within(home));
            home.is_some_and(|place| !place.is_external())
        };
        let seen =
            |member| internal(member) || own(member) || directory.organization_of(member).is_some();
        filter.unseen = [of, filter.person].into_iter().flatten().any(|member| !seen(member));
        let parent = parent.uuid();
        let sealed = Sealed::new(call, field, &[parent.as_bytes(), &filter.to_bytes()]);
        let page = Page::try_new(page, &sealed)?.read_for(ctx);
        Ok(Self { filter, page, sealed })
    }
}
