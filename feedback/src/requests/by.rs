//! As whom somebody answers: as a member who is asked, or as whoever holds a link.

use kernel::{
    Answer, Call, Code, FeedbackInvitationId, OrganizationId, Token, Write, audit::Entry,
};

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

impl By {
    /// Who followed a link is nobody to whoever asked, also where they are signed in elsewhere.
    pub fn noted(&self, call: &Call, entry: &Entry) -> Write {
        match self {
            Self::Invitation(_) => entry.by(call),
            Self::Link(_) => entry.by_nobody(call),
        }
    }

    /// As `audit::logged`: a refusal stands in the log before it is told.
    pub async fn logged(
        &self,
        call: &Call,
        organization: OrganizationId,
        action: &'static str,
        may: Answer<()>,
    ) -> Answer<()> {
        if may.as_ref().is_err_and(|fault| fault.code == Code::Forbidden) {
            let entry = Entry::refused(organization, action);
            call.db.write_all(vec![self.noted(call, &entry)]).await?;
        }
        may
    }
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
