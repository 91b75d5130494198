use std::sync::Arc;

use async_graphql::{Context, Object};
use kernel::{
    Answer, AsViewer, Call, Fault, FeedbackId, List, Page, PageInput, Ref, ReplyId, Sealed, Total,
    list,
};

use super::{
    moderation::{Flag, Moderation},
    reaction::ReactionTally,
};
use crate::{
    loader::Read,
    policy,
    repo::Row,
    talk::loader::{RepliesTo, TotalTo},
};

/// What conversations add to `Feedback`.
pub struct FeedbackTalk(pub FeedbackId);

/// What conversations add to `Feedback`.
#[Object]
impl FeedbackTalk {
    /// What was said about it, the earliest first, with the places of what was withdrawn or
    /// hidden; to who reads the feedback for moderation alone, what of it they moderate.
    async fn replies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<List<Ref<ReplyId>>> {
        let organization = self.row(ctx).await?.feedback.organization_id;
        let of = TotalTo { organization, feedback: self.0 };
        let sealed = Sealed::new(Call::of(ctx), "Feedback.replies", &[self.0.0.as_bytes()]);
        let page = PageInput { first, after, last, before };
        let page = Page::try_new(&page, &sealed)?.read_for(ctx);
        let ids = Read::of(ctx).replies(RepliesTo { of, page }).await?;
        let total = Total::counted(move |ctx| {
            Box::pin(async move { Ok(Some(Read::of(ctx).reply_total(of).await?)) })
        });
        Ok(list(&page, &sealed, ids.iter().map(|id| (*id, Ref(*id))).collect(), total))
    }

    /// Who reacted, by kinds of reactions; empty to who reads it for moderation alone.
    async fn reactions(&self, ctx: &Context<'_>) -> Answer<Vec<ReactionTally>> {
        let row = self.row(ctx).await?;
        let read = Read::of(ctx);
        if !read.joins(&row).await? {
            return Ok(vec![]);
        }
        let reactions = read.reactions(self.0).await?;
        let reactions = reactions.iter().map(|it| (it.row.kind, it.row.member_id, it.total));
        Ok(ReactionTally::all(ctx, row.feedback.organization_id, reactions))
    }

    /// Visible to administrators who moderate it, and once it is hidden to its author. What
    /// became of it; null, if nobody flagged it or that was dismissed. Also null to everybody
    /// else: they are not told whether it is so.
    async fn moderation(&self, ctx: &Context<'_>) -> Answer<Option<Moderation>> {
        let row = self.row(ctx).await?;
        let own = policy::is_author(ctx.viewer(), &row.feedback);
        let told = |is: &crate::Moderation| {
            own && *is == crate::Moderation::Hidden || moderates(ctx, &row)
        };
        Ok(row.feedback.moderation.filter(told).map(Into::into))
    }

    /// Visible to administrators who moderate it. Why it was flagged, the earliest first, at most a hundred.
    async fn flags(&self, ctx: &Context<'_>) -> Answer<Option<Vec<Flag>>> {
        let row = self.row(ctx).await?;
        if !moderates(ctx, &row) {
            return Ok(ctx.deny());
        }
        let flags = Read::of(ctx).flags(self.0).await?;
        Ok(Some(flags.iter().map(|it| (&it.row).into()).collect()))
    }

    /// Whether you flagged it.
    async fn flagged_by_you(&self, ctx: &Context<'_>) -> Answer<bool> {
        let row = self.row(ctx).await?;
        let place = ctx.viewer().within(row.feedback.organization_id);
        let flags = Read::of(ctx).flags(self.0).await?;
        Ok(place.is_some_and(|place| flags.iter().any(|it| it.row.member_id == place.member)))
    }
}

impl FeedbackTalk {
    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Row>> {
        Read::of(ctx).row(self.0).await?.ok_or_else(Fault::not_found)
    }
}

/// Nobody moderates a text of their own.
fn moderates(ctx: &Context<'_>, row: &Row) -> bool {
    let place = ctx.viewer().within(row.feedback.organization_id);
    let (author, recipients) = (row.feedback.author_id, row.recipients().iter().copied());
    place.is_some_and(|place| {
        author != Some(place.member) && policy::moderates(place, author, recipients)
    })
}
