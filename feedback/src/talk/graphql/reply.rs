use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, Fault, FeedbackId, Markdown, MembershipId, OrganizationId, Ref, ReplyId,
};

use super::{
    moderation::{Flag, Moderation},
    reaction::{ReactionTally, is_told},
};
use crate::{
    loader::Read,
    policy::took_part,
    talk::{Subject, policy, policy::Told, repo::Row},
};

/// The `Reply` fields this context owns.
pub struct ReplyFields(pub ReplyId);

/// Said about a piece of feedback. It exists for its author and for whoever reads the feedback;
/// once it is flagged, also for administrators who have its author, or author or a recipient of
/// the feedback, in scope.
#[Object]
impl ReplyFields {
    /// `reply_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Where.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.reply.organization_id))
    }

    /// What it is about; null, if that does not exist for you.
    async fn feedback(&self, ctx: &Context<'_>) -> Answer<Option<Ref<FeedbackId>>> {
        let id = self.row(ctx).await?.reply.feedback_id;
        Ok(Read::of(ctx).row(id).await?.map(|_| Ref(id)))
    }

    /// Who said it; null, if the anonymous author of the feedback did, or once they had
    /// themselves erased. An external is told only of those whom they may see.
    async fn author(&self, ctx: &Context<'_>) -> Answer<Option<Ref<MembershipId>>> {
        let row = self.row(ctx).await?;
        let place = ctx.viewer().within(row.reply.organization_id);
        let told = |author: &MembershipId| place.is_some_and(|place| is_told(ctx, place, *author));
        Ok(row.reply.author_id.filter(told).map(Ref))
    }

    /// Whether the author of the feedback said it, who wrote it without a name; then it has the
    /// day of its delivery as its only date.
    async fn anonymous(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.row(ctx).await?.reply.anonymous)
    }

    /// What it says, as it was typed, in its latest version; null, once it is withdrawn or
    /// hidden from you. Who reads it as a moderator is noted.
    async fn text(&self, ctx: &Context<'_>) -> Answer<Option<Markdown>> {
        let opened = self.opened(ctx).await?;
        Ok(opened.map(|row| Markdown::kept(row.reply.text.as_str())))
    }

    /// When it was said.
    async fn created_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.reply.created_at)
    }

    /// When its author last changed it; null, if never.
    async fn edited_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.row(ctx).await?.reply.edited_at)
    }

    /// 1, and one more for each change.
    async fn version(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.reply.version)
    }

    /// Visible to its author and to the author and the recipients of the feedback. What it said
    /// before, the latest first, without what was replaced within 15 minutes; empty, once it is
    /// withdrawn or hidden from you.
    async fn versions(&self, ctx: &Context<'_>) -> Answer<Option<Vec<ReplyVersion>>> {
        let row = self.row(ctx).await?;
        if !policy::is_own(ctx.viewer(), &row) {
            let about = Read::of(ctx).row(row.reply.feedback_id).await?;
            let took_part = |about: Arc<crate::repo::Row>| {
                took_part(ctx.viewer(), &about.feedback, about.recipients())
            };
            if !about.is_some_and(took_part) {
                return Ok(ctx.deny());
            }
        }
        if row.reply.version == 1 || self.opened(ctx).await?.is_none() {
            return Ok(Some(vec![]));
        }
        let versions = Read::of(ctx).reply_versions(self.0).await?;
        let versions = versions.iter().map(|it| ReplyVersion {
            version: it.version,
            text: Markdown::kept(it.text.as_str()),
            written_at: it.written_at,
        });
        Ok(Some(versions.collect()))
    }

    /// Whether its author took it back; its place stays.
    async fn withdrawn(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.row(ctx).await?.reply.withdrawn_at.is_some())
    }

    /// Whether a moderator hid it; then its author and the moderators read it.
    async fn hidden(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.row(ctx).await?.reply.moderation == Some(crate::Moderation::Hidden))
    }

    /// Who reacted, by kinds of reactions; empty, where its text is not for you or for
    /// moderation alone.
    async fn reactions(&self, ctx: &Context<'_>) -> Answer<Vec<ReactionTally>> {
        let row = self.row(ctx).await?;
        if policy::told(ctx.viewer(), &row) != Told::Text {
            return Ok(vec![]);
        }
        let reactions = Read::of(ctx).reply_reactions(self.0).await?;
        let reactions = reactions.iter().map(|it| (it.row.kind, it.row.member_id, it.total));
        Ok(ReactionTally::all(ctx, row.reply.organization_id, reactions))
    }

    /// Visible to administrators who moderate it. What became of it; null, if nobody flagged it
    /// or that was dismissed. Also null to whoever does not moderate it: they are not told
    /// whether it is so.
    async fn moderation(&self, ctx: &Context<'_>) -> Answer<Option<Moderation>> {
        let row = self.row(ctx).await?;
        Ok(row.reply.moderation.filter(|_| moderates(ctx, &row)).map(Into::into))
    }

    /// Visible to administrators who moderate it. Why it was flagged, the earliest first, at most a hundred.
    async fn flags(&self, ctx: &Context<'_>) -> Answer<Option<Vec<Flag>>> {
        let row = self.row(ctx).await?;
        if !moderates(ctx, &row) {
            return Ok(ctx.deny());
        }
        let flags = Read::of(ctx).reply_flags(self.0).await?;
        Ok(Some(flags.iter().map(|it| (&it.row).into()).collect()))
    }

    /// Whether you flagged it.
    async fn flagged_by_you(&self, ctx: &Context<'_>) -> Answer<bool> {
        let row = self.row(ctx).await?;
        let place = ctx.viewer().within(row.reply.organization_id);
        let flags = Read::of(ctx).reply_flags(self.0).await?;
        Ok(place.is_some_and(|place| flags.iter().any(|it| it.row.member_id == place.member)))
    }
}

impl ReplyFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).reply(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Row>> {
        Read::of(ctx).reply(self.0).await?.ok_or_else(Fault::not_found)
    }

    /// The row, if what it says is for the viewer; noted first, if it is as a moderator.
    async fn opened(&self, ctx: &Context<'_>) -> Answer<Option<Arc<Row>>> {
        let row = self.row(ctx).await?;
        match policy::told(ctx.viewer(), &row) {
            Told::Place => return Ok(None),
            Told::Text => {}
            Told::TextNoted => {
                let text = Subject::Reply(self.0);
                Read::of(ctx).note_moderation(row.reply.organization_id, text).await?;
            }
        }
        Ok(Some(row))
    }
}

/// Nobody moderates a text of their own.
fn moderates(ctx: &Context<'_>, row: &Row) -> bool {
    row.moderates && !policy::is_own(ctx.viewer(), row)
}

/// What a reply said before.
#[derive(SimpleObject)]
struct ReplyVersion {
    /// From 1 on.
    version: i64,
    /// What it said then, as it was typed.
    text: Markdown,
    /// When it was written.
    written_at: DateTime<Utc>,
}
