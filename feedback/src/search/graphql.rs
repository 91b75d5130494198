use async_graphql::{Context, Enum, Object, SimpleObject};
use kernel::{
    Answer, AsViewer, Call, FeedbackId, GoalId, List, OpportunityId, OrganizationId, Page,
    PageInput, Ref, ReplyId, Sealed, Total, list,
};

use super::{Found, Hit, Words, repo};

/// What searching adds to `Organization`.
pub struct OrganizationSearch(pub OrganizationId);

/// What searching adds to `Organization`.
#[Object]
impl OrganizationSearch {
    /// Visible to members of the organisation: what has all these words, or words that begin so,
    /// of what you read here. On PostgreSQL the best come first, by the text alone; on SQLite, and
    /// of equals, it is kind by kind, the newest first. Not found is what was withdrawn or hidden,
    /// and what you read only because it was flagged.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the field")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Words, in at most 200 characters; the first eight are looked for. Without \
                    one, nothing is found.",
            default
        )]
        text: String,
        #[graphql(desc = "Of these kinds; of all, if nothing is said.")] kinds: Option<
            Vec<SearchKind>,
        >,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<Option<List<SearchHit>>> {
        let call = Call::of(ctx);
        let Some(place) = call.viewer.within(self.0) else { return Ok(ctx.deny()) };
        let words = Words::try_new(&text)?;
        let asked =
            |kind: &Found| kinds.as_ref().is_none_or(|kinds| kinds.contains(&(*kind).into()));
        let kinds: Vec<_> = Found::ALL.into_iter().filter(asked).collect();
        let which: Vec<_> = kinds.iter().map(|kind| *kind as u8).collect();
        let bound: [&[u8]; 3] = [self.0.0.as_bytes(), &which, &words.to_bytes()];
        let sealed = Sealed::new(call, "Organization.search", &bound);
        let page = Page::try_new(&PageInput { first, after, last, before }, &sealed)?;
        let hits = repo::find(&call.db, place, &words, &kinds, &page).await?;
        let nodes = hits.into_iter().map(|hit| (hit, SearchHit::from(hit))).collect();
        let organization = self.0;
        let total = Total::counted(move |ctx| {
            let (words, kinds) = (words.clone(), kinds.clone());
            Box::pin(async move {
                let call = Call::of(ctx);
                let place = call.viewer.place(organization)?;
                Ok(Some(repo::count(&call.db, place, &words, &kinds).await?))
            })
        });
        Ok(Some(list(&page, &sealed, nodes, total)))
    }
}

/// What is searched.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Found")]
enum SearchKind {
    /// What feedback says.
    Feedback,
    /// What replies say.
    Reply,
    /// Titles and descriptions of goals.
    Goal,
    /// Titles and descriptions of opportunities.
    Opportunity,
}

/// Something that was found: one of its fields besides the kind is not null.
#[derive(SimpleObject)]
pub struct SearchHit {
    /// What was found.
    kind: SearchKind,
    /// If it is feedback: which.
    feedback: Option<Ref<FeedbackId>>,
    /// If it is a reply: which.
    reply: Option<Ref<ReplyId>>,
    /// If it is a goal: which.
    goal: Option<Ref<GoalId>>,
    /// If it is an opportunity: which.
    opportunity: Option<Ref<OpportunityId>>,
}

impl From<Hit> for SearchHit {
    fn from(Hit { kind, id, .. }: Hit) -> Self {
        let is = |wanted: Found| (kind == wanted).then_some(id);
        Self {
            kind: kind.into(),
            feedback: is(Found::Feedback).map(|id| Ref(FeedbackId(id))),
            reply: is(Found::Reply).map(|id| Ref(ReplyId(id))),
            goal: is(Found::Goal).map(|id| Ref(GoalId(id))),
            opportunity: is(Found::Opportunity).map(|id| Ref(OpportunityId(id))),
        }
    }
}
