//! What this context must know where nobody is signed in: behind a link.

use futures_util::future::BoxFuture;
use kernel::{Answer, Call, MembershipId, OrganizationId};

/// Answered by whoever knows the organisations.
pub trait Doorstep: Send + Sync {
    /// An organisation, and these of its members; for no viewer.
    fn house_unchecked<'a>(
        &'a self,
        call: &'a Call,
        organization: OrganizationId,
        members: Vec<MembershipId>,
    ) -> BoxFuture<'a, Answer<House>>;
    /// What somebody from outside is told of what becomes of their words, in a language.
    fn notice(&self, language: &str, organization: &str) -> Notice;
    /// What a candidate consents to, in a language.
    fn candidate_notice(&self, language: &str, organization: &str) -> Notice;
}

/// An organisation, as it stands now.
#[derive(Clone, Debug)]
pub struct House {
    pub name: String,
    /// Whether its licence is in force.
    pub writable: bool,
    pub members: Vec<Resident>,
}

/// A member.
#[derive(Clone, Debug)]
pub struct Resident {
    pub id: MembershipId,
    pub name: String,
    /// Neither merely invited, nor suspended, nor gone.
    pub active: bool,
    pub manager: Option<MembershipId>,
}

/// A text of ours, and which version of it.
#[derive(Clone, Debug)]
pub struct Notice {
    pub version: String,
    pub text: String,
}

impl House {
    pub fn resident(&self, id: MembershipId) -> Option<&Resident> {
        self.members.iter().find(|it| it.id == id)
    }
}
