//! What mails to those who are invited need. They tell that something is asked, never what: who
//! opens it reads it with the rights of then.

use chrono::{DateTime, Utc};
use kernel::{
    Answer, CampaignInvitationId, Clock, Db, MembershipId, OrganizationId, Secret, Token,
};

use super::{
    link,
    repo::{self, reminders},
};

/// Whether this member is invited to anything that waits for their answer. Read by the worker, for
/// no viewer.
pub async fn is_awaited_unchecked(
    db: &Db,
    clock: &Clock,
    organization: OrganizationId,
    member: MembershipId,
) -> Answer<bool> {
    Ok(reminders::is_awaited_unchecked(db, organization, member, clock.now()).await?)
}

/// A mail to somebody from outside.
#[derive(Clone, Debug)]
pub struct GuestLetter {
    pub organization: OrganizationId,
    pub to: String,
    pub name: Option<String>,
    /// A language tag.
    pub locale: String,
    /// What its link carries.
    pub token: Token,
    /// Until when they can answer.
    pub until: DateTime<Utc>,
    /// Who asks.
    pub inviter: MembershipId,
}

/// None, if they are invited no more, or want no reminders. Read by the worker, for no viewer.
pub async fn guest_unchecked(
    db: &Db,
    secret: &Secret,
    clock: &Clock,
    organization: OrganizationId,
    id: CampaignInvitationId,
) -> Answer<Option<GuestLetter>> {
    let row = reminders::guest_unchecked(db, organization, id, clock.now()).await?;
    let Some(row) = row else { return Ok(None) };
    let campaign = repo::one_unchecked(db, organization, row.campaign_id).await?;
    let Some(campaign) = campaign else { return Ok(None) };
    let (Some(to), Some(link)) = (row.external_address, row.link_id) else { return Ok(None) };
    Ok(Some(GuestLetter {
        organization,
        to,
        name: row.external_name,
        locale: row.language.unwrap_or_else(|| "en".to_owned()),
        token: link::token(secret, link),
        until: campaign.closes_at,
        inviter: campaign.created_by,
    }))
}
