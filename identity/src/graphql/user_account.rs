use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, AsViewer, Call, EmailAddress, Fault, List, PageInput, Ref, SessionId, UserId,
};

use super::{policy_version::Consent, session::sessions_of_viewer};
use crate::{policy, repo};

/// What a person signs in with: the `User` fields that only the person reads.
pub struct UserAccount(pub UserId);

#[Object]
impl UserAccount {
    /// Visible to the person alone: where mail goes.
    async fn email(&self, ctx: &Context<'_>) -> Answer<Option<EmailAddress>> {
        if !policy::may_read_settings(ctx.viewer(), self.0) {
            return Ok(ctx.deny());
        }
        let emails = repo::email::of(&Call::of(ctx).db, self.0).await?;
        let primary = emails.into_iter().find(|email| email.is_primary);
        Ok(primary.map(|email| EmailAddress::kept(email.address)))
    }

    /// Visible to the person alone: the addresses they have verified, the primary one first.
    async fn emails(&self, ctx: &Context<'_>) -> Answer<Option<Vec<UserEmail>>> {
        if !policy::may_read_settings(ctx.viewer(), self.0) {
            return Ok(ctx.deny());
        }
        let emails = repo::email::of(&Call::of(ctx).db, self.0).await?;
        let emails = emails.into_iter().map(|email| UserEmail {
            address: EmailAddress::kept(email.address),
            is_primary: email.is_primary,
            verified_at: email.verified_at,
        });
        Ok(Some(emails.collect()))
    }

    /// Visible to the person alone: their sessions that are not over, the latest first.
    async fn sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor of this list.")] before: Option<String>,
    ) -> Option<Answer<List<Ref<SessionId>>>> {
        if !policy::may_read_settings(ctx.viewer(), self.0) {
            return ctx.deny();
        }
        Some(sessions_of_viewer(ctx, &PageInput { first, after, last, before }).await)
    }

    /// Visible to the person alone: what they accepted of the privacy policy, the latest first.
    async fn consents(&self, ctx: &Context<'_>) -> Option<Answer<Vec<Consent>>> {
        if !policy::may_read_settings(ctx.viewer(), self.0) {
            return ctx.deny();
        }
        let consents = repo::policy::consents_of(&Call::of(ctx).db, self.0).await;
        let consent = |it: crate::entity::consent::Model| Consent {
            policy_version: Ref(it.policy_version_id),
            accepted_at: it.accepted_at,
        };
        let consents = consents.map(|rows| rows.into_iter().map(consent).collect());
        Some(consents.map_err(Fault::from))
    }
}

impl From<UserId> for UserAccount {
    fn from(id: UserId) -> Self {
        Self(id)
    }
}

/// An address that its person has proved to read.
#[derive(SimpleObject)]
pub struct UserEmail {
    /// As it was typed.
    pub address: EmailAddress,
    /// Whether mail goes there.
    pub is_primary: bool,
    /// When its mail was read.
    pub verified_at: DateTime<Utc>,
}
