//! As whom somebody says no or wants no reminders: as a member who is invited, or as whoever holds
//! a link.

use kernel::{Answer, Call, CampaignInvitationId, Token, Write, audit::Entry};

use super::{campaign, invitation, policy, repo};

/// Which invitation somebody acts on.
#[derive(Clone, Debug)]
pub enum By {
    /// A member's own.
    Invitation(CampaignInvitationId),
    /// Of whoever holds what this link carries, signed in or not.
    Link(String),
}

impl By {
    /// Who followed a link is nobody to whoever asked, also where they are signed in elsewhere.
    pub fn noted(&self, call: &Call, entry: &Entry) -> Write {
        match self {
            Self::Invitation(_) => entry.by(call),
            Self::Link(_) => entry.by_nobody(call),
        }
    }
}

/// What somebody is invited to.
#[derive(Clone, Debug)]
pub struct Held {
    pub invitation: invitation::Model,
    pub campaign: campaign::Model,
}

/// None, if it does not exist for the caller; a link that was revoked or never was is like one
/// that was made up.
pub async fn held(call: &Call, by: &By) -> Answer<Option<Held>> {
    let invitation = match by {
        By::Invitation(id) => {
            call.viewer.signed()?;
            let found = repo::invitations::by_id(&call.db, &call.viewer, *id).await?;
            found.filter(|row| policy::is_invited(&call.viewer, row))
        }
        By::Link(text) => {
            let hash = Token::parse(text).map(|token| token.hash()).unwrap_or_default();
            let today = call.clock.now().date_naive();
            repo::door::invitation_unchecked(&call.db, hash, today).await?
        }
    };
    let Some(invitation) = invitation else { return Ok(None) };
    let (organization, id) = (invitation.organization_id, invitation.campaign_id);
    let campaign = repo::one_unchecked(&call.db, organization, id).await?;
    // Somebody from outside is invited by a draft too, and knows it once it is launched.
    let campaign = campaign.filter(|row| row.state != campaign::State::Draft);
    Ok(campaign.map(|campaign| Held { invitation, campaign }))
}
