use async_graphql::{ID, OneofObject};
use kernel::Answer;

use crate::{graphql::id, requests::By};

/// As whom you are asked.
#[derive(OneofObject)]
pub enum FeedbackInvitationBy {
    /// As a member: an id of a `FeedbackInvitation` of yours.
    Invitation(ID),
    /// As somebody from outside, without an account: what the link in the mail carries.
    Link(String),
}

impl FeedbackInvitationBy {
    pub fn try_into(self) -> Answer<By> {
        Ok(match self {
            Self::Invitation(text) => By::Invitation(id(&text)?),
            Self::Link(link) => By::Link(link),
        })
    }
}
