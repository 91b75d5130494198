use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, DataKind, Fault, FeedbackId, GroupId, Markdown, MembershipId, Ref, UnitId,
};

use super::{colleagues, mark::FeedbackMark, version::FeedbackVersion};
use crate::{
    entity::feedback::{self, Kind},
    give::MOST_RECIPIENTS,
    loader::Read,
    policy,
    repo::Row,
    talk::Subject,
};

/// The `Feedback` fields this context owns.
pub struct FeedbackFields(pub FeedbackId);

/// What one member told others about their work. It exists for its author; for its recipients,
/// until it is withdrawn or hidden; as far as its visibility goes for others; and once it is
/// flagged, for administrators who have its author or a recipient in scope.
#[Object]
impl FeedbackFields {
    /// `feedback_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// What it is meant as.
    async fn kind(&self, ctx: &Context<'_>) -> Answer<FeedbackKind> {
        Ok(self.row(ctx).await?.feedback.kind.into())
    }

    /// What it says, as it was typed, in its latest version. Who reads it as a moderator is noted.
    async fn text(&self, ctx: &Context<'_>) -> Answer<Markdown> {
        Ok(Markdown::kept(self.opened(ctx).await?.feedback.text.as_str()))
    }

    /// Who reads it besides author and recipients.
    async fn visibility(&self, ctx: &Context<'_>) -> Answer<FeedbackVisibility> {
        Ok(self.row(ctx).await?.feedback.visibility.into())
    }

    /// Who gave it; null of what is anonymous, and once they had themselves erased.
    async fn author(&self, ctx: &Context<'_>) -> Answer<Option<Ref<MembershipId>>> {
        Ok(self.row(ctx).await?.feedback.author_id.map(Ref))
    }

    /// Whether it was given without a name: then nobody can tell who gave it, and `createdAt` is
    /// the beginning of the day on which it was delivered.
    async fn anonymous(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.row(ctx).await?.feedback.anonymous)
    }

    /// Who received it, in the order in which they became members. An external who is not its
    /// author is told only of those recipients whom they may see.
    async fn recipients(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many, 0 to 250.", default = 20)] first: i32,
    ) -> Answer<Vec<Ref<MembershipId>>> {
        let first = most(first)?;
        let row = self.row(ctx).await?;
        Ok(told(ctx, &row).take(first).map(Ref).collect())
    }

    /// How many recipients there are, as far as you are told of them.
    async fn recipient_count(&self, ctx: &Context<'_>) -> Answer<usize> {
        let row = self.row(ctx).await?;
        Ok(told(ctx, &row).count())
    }

    /// The group it was given to: its members at that time are the recipients. Null also where
    /// there is no such group for you.
    async fn group(&self, ctx: &Context<'_>) -> Answer<Option<Ref<GroupId>>> {
        let group = self.row(ctx).await?.feedback.group_id;
        Ok(group.filter(|group| colleagues(ctx).shows_group(*group)).map(Ref))
    }

    /// The unit it was given to: its members at that time, and those of the units below it,
    /// are the recipients. Null also where there is no such unit for you.
    async fn unit(&self, ctx: &Context<'_>) -> Answer<Option<Ref<UnitId>>> {
        let unit = self.row(ctx).await?.feedback.unit_id;
        Ok(unit.filter(|unit| colleagues(ctx).shows_unit(*unit)).map(Ref))
    }

    /// The marks of an evaluation; empty for other kinds.
    async fn marks(&self, ctx: &Context<'_>) -> Answer<Vec<FeedbackMark>> {
        if self.opened(ctx).await?.feedback.kind != Kind::Evaluation {
            return Ok(vec![]);
        }
        let marks = Read::of(ctx).marks(self.0).await?;
        Ok(marks.iter().cloned().map(FeedbackMark).collect())
    }

    /// When it was given.
    async fn created_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.feedback.created_at)
    }

    /// When its author last changed it; null, if never.
    async fn edited_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.row(ctx).await?.feedback.edited_at)
    }

    /// 1, and one more for each change later than 15 minutes after it was given.
    async fn version(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.feedback.version)
    }

    /// Visible to the author and the recipients. What it said before, the latest first; what a
    /// moderator had hidden is told to its author alone, also once another text stands in its place.
    async fn versions(&self, ctx: &Context<'_>) -> Answer<Option<Vec<FeedbackVersion>>> {
        let row = self.opened(ctx).await?;
        if !policy::took_part(ctx.viewer(), &row.feedback, row.recipients()) {
            return Ok(ctx.deny());
        }
        if row.feedback.version == 1 {
            return Ok(Some(vec![]));
        }
        let versions = Read::of(ctx).versions(self.0).await?;
        let (kind, own) = (row.feedback.kind, policy::is_author(ctx.viewer(), &row.feedback));
        let told = versions.iter().filter(|it| own || !it.hidden);
        Ok(Some(told.map(|it| FeedbackVersion { kind, row: it.clone() }).collect()))
    }

    /// Whether its author took it back; then nobody else reads it.
    async fn withdrawn(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.row(ctx).await?.feedback.withdrawn_at.is_some())
    }

    /// Visible to the author and the recipients. Which recipients said that they have read it.
    async fn acknowledgements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many, 0 to 250.", default = 20)] first: i32,
    ) -> Answer<Option<Vec<FeedbackAcknowledgement>>> {
        let first = most(first)?;
        let row = self.row(ctx).await?;
        if !policy::took_part(ctx.viewer(), &row.feedback, row.recipients()) {
            return Ok(ctx.deny());
        }
        let told: Vec<_> = told(ctx, &row).collect();
        let receipts = Read::of(ctx).receipts(self.0).await?;
        let given = receipts.iter().filter(|it| told.contains(&it.recipient_id));
        let given = given.filter_map(|it| {
            let recipient = Ref(it.recipient_id);
            Some(FeedbackAcknowledgement { recipient, at: it.acknowledged_at? })
        });
        Ok(Some(given.take(first).collect()))
    }
}

impl FeedbackFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).row(self.0).await?.is_some())
    }

    pub(crate) async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Row>> {
        Read::of(ctx).row(self.0).await?.ok_or_else(Fault::not_found)
    }

    /// The row, of which what it says is told; noted first, if it is read for moderation alone.
    pub(crate) async fn opened(&self, ctx: &Context<'_>) -> Answer<Arc<Row>> {
        let (row, read) = (self.row(ctx).await?, Read::of(ctx));
        if !read.joins(&row).await? {
            let text = Subject::Feedback(self.0);
            read.note_moderation(row.feedback.organization_id, text).await?;
        }
        Ok(row)
    }
}

/// The recipients that the viewer is told of.
fn told<'a>(ctx: &'a Context<'_>, row: &'a Row) -> impl Iterator<Item = MembershipId> + 'a {
    let place = ctx.viewer().within(row.feedback.organization_id);
    let all = place.is_some_and(|place| policy::sees_every_recipient(place, &row.feedback));
    let directory = colleagues(ctx);
    row.recipients().iter().copied().filter(move |recipient| {
        all || place.is_some_and(|place| {
            place.member == *recipient
                || place.coaches(*recipient, DataKind::Feedback)
                || directory.organization_of(*recipient).is_some()
        })
    })
}

fn most(first: i32) -> Answer<usize> {
    let wrong = || Fault::bad_input(format!("Ask for 0 to {MOST_RECIPIENTS}."));
    let first = usize::try_from(first).map_err(|_| wrong())?;
    if first > MOST_RECIPIENTS { Err(wrong()) } else { Ok(first) }
}

/// A recipient has read it, and says so.
#[derive(SimpleObject)]
struct FeedbackAcknowledgement {
    /// Who.
    recipient: Ref<MembershipId>,
    /// When.
    at: DateTime<Utc>,
}

/// What feedback is meant as.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "feedback::Kind")]
pub enum FeedbackKind {
    /// Something that went well.
    Praise,
    /// Something that could go better.
    Suggestion,
    /// A judgement, with marks per competency.
    Evaluation,
}

/// Who reads feedback. Each value adds readers to those of the one before; nobody reads what
/// was withdrawn but its author, and what was hidden but its author and the moderators.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "feedback::Visibility")]
pub enum FeedbackVisibility {
    /// Author and recipients; a recipient's or the author's coach who was granted it.
    Recipient,
    /// And whoever was a recipient's manager when it was given, while they lead them.
    Manager,
    /// And the present members of a recipient's unit.
    Team,
    /// And every member who is not external; administrators, where a recipient is in scope.
    Organization,
}
