use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, Fault, InterestId, Markdown, MembershipId, OpportunityId, OrganizationId, Ref,
};

use crate::{
    goals::graphql::GoalAudience,
    loader::Read,
    opportunities::{entity::interest::Model, policy},
};

/// The `Interest` fields this context owns.
pub struct InterestFields(pub InterestId);

/// Somebody is interested in an opportunity. It exists for them; until they withdraw it, for
/// who offers it and administrators who have those in scope, and for the manager or coach with
/// whom they discuss it.
#[Object]
impl InterestFields {
    /// `interest_…`; these ids say nothing of time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Where.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.organization_id))
    }

    /// Who is interested.
    async fn member(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.row(ctx).await?.member_id))
    }

    /// In what; null, if you are external and it does not exist for you.
    async fn opportunity(&self, ctx: &Context<'_>) -> Answer<Option<Ref<OpportunityId>>> {
        let id = self.row(ctx).await?.opportunity_id;
        Ok(Read::of(ctx).opportunity(id).await?.map(|_| Ref(id)))
    }

    /// What the opportunity is called.
    async fn title(&self, ctx: &Context<'_>) -> Answer<String> {
        let id = self.row(ctx).await?.opportunity_id;
        let title = Read::of(ctx).title(id).await?.ok_or_else(Fault::not_found)?;
        Ok(title.to_string())
    }

    /// What they say to the offering side, as it was typed; may be empty.
    async fn note(&self, ctx: &Context<'_>) -> Answer<Markdown> {
        Ok(Markdown::kept(self.row(ctx).await?.note.as_str()))
    }

    /// Visible to the member alone. With whom they discuss it; with nobody, if this is empty.
    async fn shared_with(&self, ctx: &Context<'_>) -> Answer<Option<Vec<GoalAudience>>> {
        let Some(row) = self.own(ctx).await? else { return Ok(None) };
        let all = [
            (row.shared_with_manager, GoalAudience::Manager),
            (row.shared_with_coach, GoalAudience::Coach),
        ];
        Ok(Some(all.into_iter().filter(|(is, _)| *is).map(|(_, audience)| audience).collect()))
    }

    /// Visible to the member alone, so that nobody is ranked by who came first. When they noted
    /// it.
    async fn noted_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.own(ctx).await?.map(|row| row.noted_at))
    }

    /// Whether they withdrew it; then nobody else reads of it.
    async fn withdrawn(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.row(ctx).await?.withdrawn_at.is_some())
    }

    /// Visible to the member and to the manager or coach with whom they discuss it. What was
    /// said about it, the earliest first; at most 200.
    async fn comments(&self, ctx: &Context<'_>) -> Answer<Option<Vec<InterestComment>>> {
        let row = self.row(ctx).await?;
        let place = ctx.viewer().within(row.organization_id);
        if !place.is_some_and(|place| policy::discusses(place, &row)) {
            return Ok(ctx.deny());
        }
        let comments = Read::of(ctx).comments(self.0).await?;
        let comments = comments.iter().map(|it| InterestComment {
            author: it.author_id.map(Ref),
            text: Markdown::kept(it.text.as_str()),
            written_at: it.written_at,
        });
        Ok(Some(comments.collect()))
    }
}

impl InterestFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).interest(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).interest(self.0).await?.ok_or_else(Fault::not_found)
    }

    /// The row, if it is the viewer's own; otherwise the refusal is told.
    async fn own(&self, ctx: &Context<'_>) -> Answer<Option<Arc<Model>>> {
        let row = self.row(ctx).await?;
        if policy::is_own(ctx.viewer(), &row) { Ok(Some(row)) } else { Ok(ctx.deny()) }
    }
}

/// Something said about an interest.
#[derive(SimpleObject)]
struct InterestComment {
    /// Who said it; null once they had themselves erased.
    author: Option<Ref<MembershipId>>,
    /// What, as it was typed.
    text: Markdown,
    /// When.
    written_at: DateTime<Utc>,
}
