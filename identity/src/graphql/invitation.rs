use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use kernel::{Answer, Call, EmailAddress, Fault, InvitationId, Locale, MembershipId, Ref};

use crate::{
    directory::Snapshots,
    entity::invitation::{Model, State},
    loader, policy,
};

/// The `Invitation` fields this context owns. The whole object is visible to administrators in
/// scope of the member, to IT administrators, to whoever sent it, and to the member once they
/// have accepted.
pub struct InvitationFields(pub InvitationId);

#[Object]
impl InvitationFields {
    /// Opaque, the same for everybody.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// As which member somebody is invited.
    async fn membership(&self, ctx: &Context<'_>) -> Answer<Ref<MembershipId>> {
        Ok(Ref(self.find(ctx).await?.membership_id))
    }

    /// Where it was mailed to.
    async fn address(&self, ctx: &Context<'_>) -> Answer<EmailAddress> {
        Ok(EmailAddress::kept(self.find(ctx).await?.address.clone()))
    }

    /// The language of the mail.
    async fn language(&self, ctx: &Context<'_>) -> Answer<Locale> {
        Ok(Locale::kept(self.find(ctx).await?.language.clone()))
    }

    /// What became of it.
    async fn state(&self, ctx: &Context<'_>) -> Answer<InvitationState> {
        let now = Call::of(ctx).clock.now();
        let row = self.find(ctx).await?;
        Ok(InvitationState::of(&row, now))
    }

    /// Who sent it; null where the organisation was set up with it.
    async fn invited_by(&self, ctx: &Context<'_>) -> Answer<Option<Ref<MembershipId>>> {
        Ok(self.find(ctx).await?.invited_by.map(Ref))
    }

    /// When it was sent.
    async fn created_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.find(ctx).await?.created_at)
    }

    /// Until when it can be accepted.
    async fn expires_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.find(ctx).await?.expires_at)
    }
}

impl InvitationFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.seen(ctx).await?.is_some())
    }

    async fn find(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        self.seen(ctx).await?.ok_or_else(Fault::not_found)
    }

    async fn seen(&self, ctx: &Context<'_>) -> Answer<Option<Arc<Model>>> {
        let Some(row) = loader::invitation(ctx, self.0).await? else { return Ok(None) };
        let standing = Snapshots::of(ctx).organization(row.organization_id);
        Ok(standing.is_some_and(|it| policy::may_read_invitation(it, &row)).then_some(row))
    }
}

/// What became of an invitation.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationState {
    /// It can be accepted.
    Pending,
    /// The person is a member.
    Accepted,
    /// It was taken back or declined, or another was sent in its place.
    Revoked,
    /// Nobody accepted it in time; another can be sent.
    Expired,
}

impl InvitationState {
    fn of(row: &Model, now: DateTime<Utc>) -> Self {
        match row.state {
            State::Pending if row.expires_at <= now => Self::Expired,
            State::Pending => Self::Pending,
            State::Accepted => Self::Accepted,
            State::Revoked => Self::Revoked,
        }
    }
}
