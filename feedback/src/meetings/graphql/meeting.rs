use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use kernel::{Answer, AsViewer, Fault, Markdown, MeetingId, MembershipId, OrganizationId, Ref};

use super::point::MeetingPoint;
use crate::{
    loader::Read,
    meetings::{
        entity::meeting::{self, Model},
        policy::{self, Side},
    },
};

/// The `Meeting` fields this context owns.
pub struct MeetingFields(pub MeetingId);

/// A check-in between somebody and who leads or coaches them, or a session with a coach. It
/// exists for the two who meet.
#[Object]
impl MeetingFields {
    /// `meeting_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// What kind of meeting it is.
    async fn kind(&self, ctx: &Context<'_>) -> Answer<MeetingKind> {
        Ok(self.row(ctx).await?.kind.into())
    }

    /// Where.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.organization_id))
    }

    /// Whom it is about: the report or the client.
    async fn person(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.row(ctx).await?.person_id))
    }

    /// Who led or coached the person when it was arranged.
    async fn host(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.row(ctx).await?.host_id))
    }

    /// When it begins, or began.
    async fn starts_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.starts_at)
    }

    /// Whether they met.
    async fn state(&self, ctx: &Context<'_>) -> Answer<MeetingState> {
        Ok(self.row(ctx).await?.state.into())
    }

    /// Visible to the person, and to the host while they lead or coach the person. What it is
    /// about, in a line; may be empty.
    async fn topic(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        Ok(self.shared(ctx).await?.map(|row| row.topic.clone()))
    }

    /// Visible to the person, and to the host while they lead or coach the person. What the two
    /// agreed on, in the order in which they put it; at most 50.
    async fn points(&self, ctx: &Context<'_>) -> Answer<Option<Vec<MeetingPoint>>> {
        if self.shared(ctx).await?.is_none() {
            return Ok(None);
        }
        let points = Read::of(ctx).points(self.0).await?;
        Ok(Some(points.iter().cloned().map(Into::into).collect()))
    }

    /// Visible to the person, and to the host while they lead or coach the person. What both
    /// write and read, as it was typed; may be empty.
    async fn shared_notes(&self, ctx: &Context<'_>) -> Answer<Option<Markdown>> {
        Ok(self.shared(ctx).await?.map(|row| Markdown::kept(row.shared_notes.as_str())))
    }

    /// Visible to the host alone, the coach or manager. What they noted for themself.
    async fn host_notes(&self, ctx: &Context<'_>) -> Answer<Option<Markdown>> {
        let row = self.row(ctx).await?;
        if policy::side(ctx.viewer(), &row) != Some(Side::Host) {
            return Ok(ctx.deny());
        }
        Ok(Some(Markdown::kept(row.host_notes.as_str())))
    }

    /// Visible to the person alone, the client or report. What they noted for themself.
    async fn person_notes(&self, ctx: &Context<'_>) -> Answer<Option<Markdown>> {
        let row = self.row(ctx).await?;
        if policy::side(ctx.viewer(), &row) != Some(Side::Person) {
            return Ok(ctx.deny());
        }
        Ok(Some(Markdown::kept(row.person_notes.as_str())))
    }

    /// 1, and one more for each change of what both read.
    async fn version(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.version)
    }

    /// When it was arranged or noted.
    async fn created_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.created_at)
    }

    /// Visible to the person, and to the host while they lead or coach the person. When what
    /// both read last changed.
    async fn updated_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.shared(ctx).await?.map(|row| row.updated_at))
    }
}

impl MeetingFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).meeting(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).meeting(self.0).await?.ok_or_else(Fault::not_found)
    }

    /// The row, if what both share may be read; otherwise the refusal is told.
    async fn shared(&self, ctx: &Context<'_>) -> Answer<Option<Arc<Model>>> {
        let row = self.row(ctx).await?;
        if policy::reads_shared(ctx.viewer(), &row) { Ok(Some(row)) } else { Ok(ctx.deny()) }
    }
}

/// What kind of meeting it is.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "meeting::Kind")]
pub enum MeetingKind {
    /// Between somebody and who leads or coaches them.
    CheckIn,
    /// Between a client and their coach.
    CoachSession,
}

/// Whether they met.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "meeting::State")]
pub enum MeetingState {
    /// They are to meet.
    Planned,
    /// They met.
    Held,
    /// They do not meet.
    Cancelled,
}
