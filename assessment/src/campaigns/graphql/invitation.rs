use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, CampaignId, CampaignInvitationId, Date, EmailAddress, Fault, Locale,
    MembershipId, Ref,
};

use crate::campaigns::{
    campaign,
    invitation::{self, Model},
    loader::Read,
    policy,
};

/// The `CampaignInvitation` fields this context owns.
pub struct CampaignInvitationFields(pub CampaignInvitationId);

/// Somebody who is invited to answer. It exists for them, for administrators in scope, and, where
/// people answer under their names, for their coaches.
#[Object]
impl CampaignInvitationFields {
    /// `invited_…`; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// To what.
    async fn campaign(&self, ctx: &Context<'_>) -> Answer<Ref<CampaignId>> {
        Ok(Ref(self.row(ctx).await?.campaign_id))
    }

    /// The member who is invited; null, if it is somebody from outside.
    async fn member(&self, ctx: &Context<'_>) -> Answer<Option<Ref<MembershipId>>> {
        Ok(self.row(ctx).await?.member_id.map(Ref))
    }

    /// Somebody from outside who is invited; null, if it is a member.
    async fn guest(&self, ctx: &Context<'_>) -> Answer<Option<CampaignGuest>> {
        let row = self.row(ctx).await?;
        Ok(row.member_id.is_none().then(|| CampaignGuest {
            name: row.external_name.clone(),
            address: row.external_address.as_deref().map(EmailAddress::kept),
            language: Locale::kept(row.language.as_deref().unwrap_or("en")),
        }))
    }

    /// How it stands with them; null for others, where people do not answer under their names.
    async fn state(&self, ctx: &Context<'_>) -> Answer<Option<CampaignInvitationState>> {
        let row = self.row(ctx).await?;
        let told = self.told(ctx, &row).await?;
        Ok(told.then(|| row.state.into()))
    }

    /// The day on which they answered, declined or took their answers back; null likewise, and
    /// until they do.
    async fn settled_on(&self, ctx: &Context<'_>) -> Answer<Option<Date>> {
        let row = self.row(ctx).await?;
        let told = self.told(ctx, &row).await?;
        Ok(row.settled_on.filter(|_| told).map(Date))
    }

    /// When they were invited, or will be.
    async fn invited_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.invited_at)
    }

    /// Visible to who is invited. Whether they want no reminders.
    async fn reminders_muted(&self, ctx: &Context<'_>) -> Answer<Option<bool>> {
        let row = self.row(ctx).await?;
        if policy::is_invited(ctx.viewer(), &row) { Ok(Some(row.muted)) } else { Ok(ctx.deny()) }
    }
}

impl CampaignInvitationFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).invitation(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).invitation(self.0).await?.ok_or_else(Fault::not_found)
    }

    async fn told(&self, ctx: &Context<'_>, row: &Model) -> Answer<bool> {
        let of: Option<Arc<campaign::Model>> = Read::of(ctx).campaign(row.campaign_id).await?;
        Ok(of.is_some_and(|of| policy::may_read_state(ctx.viewer(), row, of.mode)))
    }
}

/// Somebody who belongs to no organisation here.
#[derive(SimpleObject)]
struct CampaignGuest {
    /// As who invited them says it; null once they are forgotten.
    name: Option<String>,
    /// Where they are written to; null once they are forgotten, at the latest a week after the
    /// close.
    address: Option<EmailAddress>,
    /// In which they are written to.
    language: Locale,
}

/// How it stands with somebody who is invited.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "invitation::State")]
pub enum CampaignInvitationState {
    /// They have not begun.
    Invited,
    /// They have begun; in an anonymous campaign, they drew their ticket.
    Opened,
    /// They answered.
    Submitted,
    /// They said no.
    Declined,
    /// Their answers were taken back, or the invitation was.
    Withdrawn,
}
