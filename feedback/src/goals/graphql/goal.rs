use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, CompetencyId, Date, Fault, FeedbackId, GoalId, Markdown, MembershipId,
    OrganizationId, Ref,
};

use crate::{
    goals::{
        content::{Milestone, Shared},
        entity::{
            goal::{self, Model},
            milestone,
        },
        policy,
    },
    loader::Read,
};

/// The `Goal` fields this context owns.
pub struct GoalFields(pub GoalId);

/// What somebody wants to become or to reach. It exists for its owner; for whoever leads the
/// owner now and for a coach who is granted the owner's goals, if the owner shared it with them.
#[Object]
impl GoalFields {
    /// `goal_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Whose it is.
    async fn owner(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.row(ctx).await?.owner_id))
    }

    /// Where.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.organization_id))
    }

    /// What is to be reached, in a line: `Lead a project of my own`.
    async fn title(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.row(ctx).await?.title.clone())
    }

    /// More about it, as it was typed; may be empty.
    async fn description(&self, ctx: &Context<'_>) -> Answer<Markdown> {
        Ok(Markdown::kept(self.row(ctx).await?.description.as_str()))
    }

    /// What is to become better by it, if it is about one.
    async fn competency(&self, ctx: &Context<'_>) -> Answer<Option<Ref<CompetencyId>>> {
        Ok(self.row(ctx).await?.competency_id.map(Ref))
    }

    /// By when.
    async fn target_date(&self, ctx: &Context<'_>) -> Answer<Option<Date>> {
        Ok(self.row(ctx).await?.target_on.map(Date))
    }

    /// Whether it is worked on.
    async fn state(&self, ctx: &Context<'_>) -> Answer<GoalState> {
        Ok(self.row(ctx).await?.state.into())
    }

    /// How far its owner says they are, 0 to 100.
    async fn progress(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.progress)
    }

    /// Steps on the way, in the order in which the owner put them; at most 50.
    async fn milestones(&self, ctx: &Context<'_>) -> Answer<Vec<GoalMilestone>> {
        let milestones = Read::of(ctx).milestones(self.0).await?;
        Ok(milestones.iter().cloned().map(Into::into).collect())
    }

    /// What shows how far the owner is, the earliest first, as far as you may read it; at most
    /// 100.
    async fn evidence(&self, ctx: &Context<'_>) -> Answer<Vec<GoalEvidence>> {
        let evidence = Read::of(ctx).evidence(self.0).await?;
        let evidence = evidence.into_iter().map(|(it, feedback)| GoalEvidence {
            kind: GoalEvidenceKind::Feedback,
            feedback: Some(Ref(feedback)),
            note: it.note,
            added_at: it.added_at,
        });
        Ok(evidence.collect())
    }

    /// Visible to the owner. With whom it is shared; with nobody, if this is empty.
    async fn shared_with(&self, ctx: &Context<'_>) -> Answer<Option<Vec<GoalAudience>>> {
        let row = self.row(ctx).await?;
        if !policy::is_owner(ctx.viewer(), &row) {
            return Ok(ctx.deny());
        }
        let all = [
            (row.shared_with_manager, GoalAudience::Manager),
            (row.shared_with_coach, GoalAudience::Coach),
        ];
        Ok(Some(all.into_iter().filter(|(is, _)| *is).map(|(_, audience)| audience).collect()))
    }

    /// 1, and one more for each change of what it says.
    async fn version(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.version)
    }

    /// When it was set.
    async fn created_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.created_at)
    }

    /// When what it says last changed.
    async fn updated_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.updated_at)
    }

    /// When it was achieved or dropped; null while it is open.
    async fn closed_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.row(ctx).await?.closed_at)
    }
}

impl GoalFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).goal(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).goal(self.0).await?.ok_or_else(Fault::not_found)
    }
}

/// A step on the way to a goal.
#[derive(SimpleObject)]
pub struct GoalMilestone {
    /// What is to be reached first, in a line.
    title: String,
    /// By when.
    due_date: Option<Date>,
    /// Since when it is reached; null, if it is not.
    reached_on: Option<Date>,
}

impl From<milestone::Model> for GoalMilestone {
    fn from(row: milestone::Model) -> Self {
        Self {
            title: row.title,
            due_date: row.due_on.map(Date),
            reached_on: row.reached_on.map(Date),
        }
    }
}

/// A step on the way to a goal, as its owner puts it.
#[derive(InputObject)]
pub struct GoalMilestoneInput {
    /// What is to be reached first, 1 to 200 characters on one line.
    title: String,
    /// By when.
    due_date: Option<Date>,
    /// Since when it is reached; left out, if it is not.
    reached_on: Option<Date>,
}

impl From<GoalMilestoneInput> for Milestone {
    fn from(input: GoalMilestoneInput) -> Self {
        let day = |day: Option<Date>| day.map(|day| day.0);
        Self { title: input.title, due_on: day(input.due_date), reached_on: day(input.reached_on) }
    }
}

/// Something that shows how far somebody is.
#[derive(SimpleObject)]
struct GoalEvidence {
    /// What it is.
    kind: GoalEvidenceKind,
    /// If it is feedback: which.
    feedback: Option<Ref<FeedbackId>>,
    /// What the owner says about it; may be empty.
    note: String,
    /// When the owner added it.
    added_at: DateTime<Utc>,
}

/// What can show how far somebody is. There will be more.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
enum GoalEvidenceKind {
    /// A piece of feedback.
    Feedback,
}

/// Whether a goal is worked on.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "goal::State")]
pub enum GoalState {
    /// Worked on.
    Open,
    /// Reached.
    Achieved,
    /// Given up, or no longer wanted.
    Dropped,
}

/// With whom a goal is shared, besides its owner.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum GoalAudience {
    /// Whoever leads the owner, while they lead them.
    Manager,
    /// A coach with a grant of the owner's goals, while it runs.
    Coach,
}

impl FromIterator<GoalAudience> for Shared {
    fn from_iter<T: IntoIterator<Item = GoalAudience>>(audience: T) -> Self {
        audience.into_iter().fold(Self::default(), |shared, it| match it {
            GoalAudience::Manager => Self { with_manager: true, ..shared },
            GoalAudience::Coach => Self { with_coach: true, ..shared },
        })
    }
}
