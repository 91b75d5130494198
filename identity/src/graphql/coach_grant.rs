use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use kernel::{Answer, Call, CoachGrantId, DataKinds, Fault, MembershipId, Ref};

use crate::{directory::Snapshots, entity::coach_grant::Model, loader, policy};

/// The `CoachGrant` fields this context owns. The whole object is visible to the client it
/// concerns, to the coach until it is revoked, to administrators in scope of the client, and
/// to compliance managers.
pub struct CoachGrantFields(pub CoachGrantId);

#[Object]
impl CoachGrantFields {
    /// Opaque, the same for everybody.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Who is let in.
    async fn coach(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.find(ctx).await?.coach_id))
    }

    /// Whom it concerns.
    async fn client(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.find(ctx).await?.client_id))
    }

    /// On what the coach is let in.
    async fn kinds(&self, ctx: &Context<'_>) -> Answer<Vec<DataKind>> {
        Ok(DataKinds(self.find(ctx).await?.kinds).iter().map(DataKind::from).collect())
    }

    /// Whether it lets the coach in now.
    async fn state(&self, ctx: &Context<'_>) -> Answer<CoachGrantState> {
        let now = Call::of(ctx).clock.now();
        let row = self.find(ctx).await?;
        Ok(CoachGrantState::of(&row, now))
    }

    /// From when it lets the coach in.
    async fn starts_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.find(ctx).await?.starts_at)
    }

    /// Until when it lets the coach in; null: until it is revoked.
    async fn ends_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.find(ctx).await?.ends_at)
    }

    /// When it was given.
    async fn granted_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.find(ctx).await?.granted_at)
    }

    /// Who gave it: in a company an administrator, in a coach's practice the client.
    async fn granted_by(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.find(ctx).await?.granted_by))
    }

    /// The second administrator, where one was asked for and has confirmed it.
    async fn confirmed_by(&self, ctx: &Context<'_>) -> Answer<Option<Ref<MembershipId>>> {
        Ok(self.find(ctx).await?.confirmed_by.map(Ref))
    }

    /// When it was revoked.
    async fn revoked_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.find(ctx).await?.revoked_at)
    }
}

impl CoachGrantFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.seen(ctx).await?.is_some())
    }

    async fn find(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        self.seen(ctx).await?.ok_or_else(Fault::not_found)
    }

    async fn seen(&self, ctx: &Context<'_>) -> Answer<Option<Arc<Model>>> {
        let Some(row) = loader::coach_grant(ctx, self.0).await? else { return Ok(None) };
        let standing = Snapshots::of(ctx).organization(row.organization_id);
        Ok(standing.is_some_and(|it| policy::may_read_grant(it, &row)).then_some(row))
    }
}

/// What a coach may be let in on.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "kernel::DataKind")]
pub enum DataKind {
    /// What questionnaires told about the client.
    QuestionnaireResults,
    /// The client's 360 feedback.
    ThreeSixty,
    /// The feedback the client reads.
    Feedback,
    /// Marks and counts of feedback, without its texts.
    FeedbackSummary,
    /// The client's goals.
    Goals,
}

/// Whether a grant lets the coach in now.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoachGrantState {
    /// A second administrator has to confirm it first.
    AwaitsConfirmation,
    /// Its time has not come.
    Upcoming,
    /// It lets the coach in.
    Running,
    /// Its time is over.
    Ended,
    /// It was taken back.
    Revoked,
}

impl CoachGrantState {
    fn of(row: &Model, now: DateTime<Utc>) -> Self {
        if row.revoked_at.is_some() {
            Self::Revoked
        } else if row.ends_at.is_some_and(|ends| ends <= now) {
            Self::Ended
        } else if row.needs_confirmation && row.confirmed_by.is_none() {
            Self::AwaitsConfirmation
        } else if now < row.starts_at {
            Self::Upcoming
        } else {
            Self::Running
        }
    }
}
