//! As whom somebody answers: as a member who is asked, or as whoever holds a link.

use kernel::{Answer, Call, FeedbackInvitationId, Token};

use super::{
    Standing,
    entity::{invitation, request},
    policy, repo,
};

/// Which invitation somebody acts on.
#[derive(Clone, Debug)]
pub enum By {
    /// A member's own.
    Invitation(FeedbackInvitationId),
    /// Of whoever holds what this link carries, signed in or not.
    Link(String),
}

/// What somebody is asked, and by whom.
#[derive(Clone, Debug)]
pub struct Held {
    pub invitation: invitation::Model,
    pub request: request::Model,
}

impl Held {
    pub fn standing(&self, call: &Call) -> Standing {
        Standing::of(&self.invitation, call.clock.now().date_naive())
    }
}

/// None, if it does not exist for the caller; a link that was revoked or never was is like one
/// that was made up.
pub async fn held(call: &Call, by: &By) -> Answer<Option<Held>> {
    let invitation = match by {
        By::Invitation(id) => {
            call.viewer.signed()?;
            let found = repo::invitations::by_id(&call.db, &call.viewer, *id).await?;
            found.filter(|row| policy::is_asked(&call.viewer, row))
        }
        By::Link(text) => {
            let hash = Token::parse(text).map(|token| token.hash()).unwrap_or_default();
            let today = call.clock.now().date_naive();
            repo::door::invitation_unchecked(&call.db, hash, today).await?
        }
    };
    let Some(invitation) = invitation else { return Ok(None) };
    let request = repo::door::request_unchecked(&call.db, &invitation).await?;
    Ok(request.map(|request| Held { invitation, request }))
}
