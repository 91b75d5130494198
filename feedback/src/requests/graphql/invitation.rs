use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, Call, EmailAddress, Fault, FeedbackId, FeedbackInvitationId,
    FeedbackRequestId, Locale, MembershipId, Ref,
};

use crate::{
    loader::Read,
    requests::{Standing, entity::invitation::Model, policy},
};

/// The `FeedbackInvitation` fields this context owns.
pub struct FeedbackInvitationFields(pub FeedbackInvitationId);

/// Somebody who is asked for feedback. It exists for them and for who asks.
#[Object]
impl FeedbackInvitationFields {
    /// `asked_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// What is asked.
    async fn request(&self, ctx: &Context<'_>) -> Answer<Ref<FeedbackRequestId>> {
        Ok(Ref(self.row(ctx).await?.request_id))
    }

    /// The member who is asked; null, if it is somebody from outside.
    async fn member(&self, ctx: &Context<'_>) -> Answer<Option<Ref<MembershipId>>> {
        Ok(self.row(ctx).await?.member_id.map(Ref))
    }

    /// Somebody from outside who is asked; null, if it is a member.
    async fn external(&self, ctx: &Context<'_>) -> Answer<Option<FeedbackExternal>> {
        let row = self.row(ctx).await?;
        Ok(row.member_id.is_none().then(|| FeedbackExternal {
            name: row.external_name.clone(),
            address: row.external_address.as_deref().map(EmailAddress::kept),
            language: Locale::kept(row.language.as_deref().unwrap_or("en")),
        }))
    }

    /// How it stands with them.
    async fn state(&self, ctx: &Context<'_>) -> Answer<FeedbackInvitationState> {
        let row = self.row(ctx).await?;
        Ok(Standing::of(&row, Call::of(ctx).clock.now().date_naive()).into())
    }

    /// Why they declined, if they say.
    async fn decline_reason(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        Ok(self.row(ctx).await?.reason.clone())
    }

    /// What they answered; null also where you may not read it.
    async fn feedback(&self, ctx: &Context<'_>) -> Answer<Option<Ref<FeedbackId>>> {
        let Some(id) = self.row(ctx).await?.feedback_id else { return Ok(None) };
        Ok(Read::of(ctx).row(id).await?.map(|_| Ref(id)))
    }

    /// When they were asked.
    async fn invited_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.invited_at)
    }

    /// When they answered or declined, or it was closed.
    async fn settled_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime<Utc>>> {
        Ok(self.row(ctx).await?.settled_at)
    }

    /// Visible to who is asked. Whether they want no reminders.
    async fn reminders_muted(&self, ctx: &Context<'_>) -> Answer<Option<bool>> {
        let row = self.row(ctx).await?;
        if policy::is_asked(ctx.viewer(), &row) { Ok(Some(row.muted)) } else { Ok(ctx.deny()) }
    }
}

impl FeedbackInvitationFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).asked(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).asked(self.0).await?.ok_or_else(Fault::not_found)
    }
}

/// Somebody who belongs to no organisation here.
#[derive(SimpleObject)]
struct FeedbackExternal {
    /// As who asked or they themself say it; null once they are forgotten.
    name: Option<String>,
    /// Where they are written to; null once they are forgotten, at the latest a week after the
    /// last day.
    address: Option<EmailAddress>,
    /// In which they are written to.
    language: Locale,
}

/// How it stands with somebody who is asked.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Standing")]
pub enum FeedbackInvitationState {
    /// They can answer.
    Open,
    /// They did.
    Answered,
    /// They said no.
    Declined,
    /// The last day is over.
    Expired,
    /// Who asked closed it, or took it back from them.
    Closed,
}
