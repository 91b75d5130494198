//! What answering must know where nobody may be signed in: behind a link, and with a ticket.

use futures_util::future::BoxFuture;
use kernel::{Answer, Call, MembershipId, OrganizationId};

/// Answered by whoever knows the organisations.
pub trait Doorstep: Send + Sync {
    /// An organisation, and whom to ask for help in it; for no viewer.
    fn house_unchecked<'a>(
        &'a self,
        call: &'a Call,
        organization: OrganizationId,
        contact: MembershipId,
    ) -> BoxFuture<'a, Answer<House>>;
    /// What somebody from outside is told of what becomes of their answers, in a language.
    fn notice(&self, language: &str, organization: &str) -> Notice;
}

/// An organisation, as it stands now.
#[derive(Clone, Debug)]
pub struct House {
    pub name: String,
    /// Whether its licence is in force.
    pub writable: bool,
    /// What they are called; none, once they are gone.
    pub contact: Option<String>,
}

/// A text of ours, and which version of it.
#[derive(Clone, Debug)]
pub struct Notice {
    pub version: String,
    pub text: String,
}
