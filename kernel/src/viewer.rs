//! Who is asking. Built once per request, read everywhere.

use std::{collections::HashSet, sync::Arc};

use async_graphql::Context;
use chrono::{DateTime, Utc};

use crate::{Answer, Call, Fault, MembershipId, OrganizationId, SessionId, UnitId, UserId};

/// What a member may do beyond being a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Manages members and what they may, within a scope.
    Administrator,
    /// Manages accounts; sees no results.
    ItAdministrator,
    /// Reads the audit log and consents; no content.
    ComplianceManager,
    /// May be granted clients.
    Coach,
    /// Runs the service; only in the platform's own organisation.
    Operator,
}

/// A set of roles, one bit each, as the database keeps it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Roles(pub i64);

impl Role {
    pub const ALL: [Self; 5] = [
        Self::Administrator,
        Self::ItAdministrator,
        Self::ComplianceManager,
        Self::Coach,
        Self::Operator,
    ];

    const fn bit(self) -> i64 {
        1 << self as u8
    }
}

impl Roles {
    pub fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    pub fn with(self, role: Role) -> Self {
        Self(self.0 | role.bit())
    }

    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<T: IntoIterator<Item = Role>>(roles: T) -> Self {
        roles.into_iter().fold(Self::default(), Self::with)
    }
}

/// How somebody belongs to an organisation. All but employees are external.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MemberKind {
    Employee,
    Collaborator,
    Candidate,
    Student,
    Client,
    Coach,
    Guest,
}

impl MemberKind {
    pub fn is_external(self) -> bool {
        self != Self::Employee
    }
}

/// What a coach may be let in on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DataKind {
    QuestionnaireResults,
    ThreeSixty,
    Feedback,
    /// Marks and counts only.
    FeedbackSummary,
    Goals,
}

/// A set of kinds of data, one bit each, as the database keeps it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DataKinds(pub i64);

impl DataKind {
    pub const ALL: [Self; 5] = [
        Self::QuestionnaireResults,
        Self::ThreeSixty,
        Self::Feedback,
        Self::FeedbackSummary,
        Self::Goals,
    ];
}

impl DataKinds {
    pub fn has(self, kind: DataKind) -> bool {
        self.0 & 1 << kind as u8 != 0
    }

    pub fn iter(self) -> impl Iterator<Item = DataKind> {
        DataKind::ALL.into_iter().filter(move |kind| self.has(*kind))
    }
}

impl FromIterator<DataKind> for DataKinds {
    fn from_iter<T: IntoIterator<Item = DataKind>>(kinds: T) -> Self {
        Self(kinds.into_iter().fold(0, |bits, kind| bits | 1 << kind as u8))
    }
}

/// Whom an administrator administers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    #[default]
    Nobody,
    Everybody,
    /// The present members of the units (with their subtrees), groups and people named.
    Only(Arc<HashSet<MembershipId>>),
}

impl Scope {
    pub fn contains(&self, member: MembershipId) -> bool {
        match self {
            Self::Nobody => false,
            Self::Everybody => true,
            Self::Only(members) => members.contains(&member),
        }
    }
}

/// A client whom the viewer coaches now, and what of the client is granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coached {
    pub client: MembershipId,
    pub kinds: DataKinds,
}

/// One organisation of the viewer, and who they are in it.
#[derive(Clone, Debug)]
pub struct Place {
    pub organization: OrganizationId,
    pub member: MembershipId,
    pub kind: MemberKind,
    pub roles: Roles,
    pub unit: Option<UnitId>,
    /// Whom they lead now, directly.
    pub reports: Arc<[MembershipId]>,
    /// The present members of their unit, without its subunits; they are one of them.
    pub team: Arc<[MembershipId]>,
    /// As an administrator.
    pub scope: Scope,
    /// As a coach: the grants that run now.
    pub coached: Arc<[Coached]>,
    /// Whether the organisation's licence is in force. If not, content is read-only.
    pub writable: bool,
}

impl Place {
    pub fn is_external(&self) -> bool {
        self.kind.is_external()
    }

    /// As an administrator of this member.
    pub fn administers(&self, member: MembershipId) -> bool {
        self.roles.has(Role::Administrator) && self.scope.contains(member)
    }

    /// As an administrator of the whole organisation.
    pub fn administers_all(&self) -> bool {
        self.roles.has(Role::Administrator) && self.scope == Scope::Everybody
    }

    /// Who may be granted clients.
    pub fn is_coach(&self) -> bool {
        self.kind == MemberKind::Coach || self.roles.has(Role::Coach)
    }

    pub fn leads(&self, member: MembershipId) -> bool {
        self.reports.contains(&member)
    }

    pub fn coaches(&self, client: MembershipId, kind: DataKind) -> bool {
        self.coached.iter().any(|it| it.client == client && it.kinds.has(kind))
    }

    /// Content may be written only while the licence is in force.
    pub fn require_licence(&self) -> Answer<()> {
        if self.writable { Ok(()) } else { Err(Fault::unlicensed()) }
    }
}

/// Who asks; a stranger, if nobody is signed in.
#[derive(Clone, Debug, Default)]
pub struct Viewer {
    pub person: Option<Signed>,
    pub places: Vec<Place>,
}

/// A person who is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    pub user: UserId,
    pub session: SessionId,
    /// When they last proved who they are.
    pub authenticated_at: DateTime<Utc>,
}

impl Viewer {
    /// The person, or the refusal to be answered.
    pub fn signed(&self) -> Answer<&Signed> {
        self.person.as_ref().ok_or_else(Fault::unauthenticated)
    }

    pub fn user(&self) -> Option<UserId> {
        self.person.map(|person| person.user)
    }

    pub fn is(&self, user: UserId) -> bool {
        self.user() == Some(user)
    }

    /// The viewer's place in an organisation; none means: it does not exist for them.
    pub fn within(&self, organization: OrganizationId) -> Option<&Place> {
        self.places.iter().find(|place| place.organization == organization)
    }

    /// The same, or the refusal to be answered.
    pub fn place(&self, organization: OrganizationId) -> Answer<&Place> {
        self.signed()?;
        self.within(organization).ok_or_else(Fault::not_found)
    }

    /// Whether this is one of the viewer's own memberships.
    pub fn is_member(&self, member: MembershipId) -> bool {
        self.places.iter().any(|place| place.member == member)
    }

    pub fn has(&self, role: Role) -> bool {
        self.places.iter().any(|place| place.roles.has(role))
    }
}

pub trait AsViewer {
    fn viewer(&self) -> &Viewer;
    /// Answers a policy's "no" on a nullable field: `null`, plus one `FORBIDDEN` on its path.
    fn deny<T>(&self) -> Option<T>;
}

impl AsViewer for Context<'_> {
    fn viewer(&self) -> &Viewer {
        &Call::of(self).viewer
    }

    fn deny<T>(&self) -> Option<T> {
        let error = async_graphql::Error::from(Fault::forbidden());
        self.add_error(self.set_error_path(error.into_server_error(self.item.pos)));
        None
    }
}
