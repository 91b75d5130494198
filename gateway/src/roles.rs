//! Somebody of each role, for whom the schema is printed.

use std::sync::Arc;

use clap::ValueEnum;
use kernel::{
    MemberKind, MembershipId, OrganizationId, Place, Role, Roles, Scope, SessionId, Signed, UserId,
    Viewer, audit::PLATFORM,
};
use uuid::Uuid;

/// As whom the schema is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "camelCase")]
pub enum SchemaRole {
    /// A member of a company
    Member,
    /// A member who leads others
    Manager,
    /// An administrator of everybody
    Administrator,
    /// An administrator of a unit and what is below it
    UnitAdministrator,
    /// A coach
    Coach,
    /// A coach's client
    Client,
    /// A compliance manager
    ComplianceManager,
    /// An operator of the service
    Operator,
    /// An IT administrator
    ItAdministrator,
    /// A member of another company, for whom it is their own that is shown
    Outsider,
    /// Nobody who is signed in
    Nobody,
}

impl SchemaRole {
    /// Somebody who is that and nothing else; they stand in no database.
    pub fn viewer(self) -> Viewer {
        let place = match self {
            Self::Nobody => return Viewer::default(),
            Self::Member | Self::Outsider => place(&[], MemberKind::Employee),
            Self::Manager => Place {
                reports: Arc::new([MembershipId(SOMEBODY)]),
                ..place(&[], MemberKind::Employee)
            },
            Self::Administrator => {
                let everybody = place(&[Role::Administrator], MemberKind::Employee);
                Place { scope: Scope::Everybody, ..everybody }
            }
            Self::UnitAdministrator => {
                let some = Scope::Only(Arc::new([MembershipId(SOMEBODY)].into()));
                Place { scope: some, ..place(&[Role::Administrator], MemberKind::Employee) }
            }
            Self::Coach => place(&[Role::Coach], MemberKind::Coach),
            Self::Client => place(&[], MemberKind::Client),
            Self::ComplianceManager => place(&[Role::ComplianceManager], MemberKind::Employee),
            Self::ItAdministrator => place(&[Role::ItAdministrator], MemberKind::Employee),
            Self::Operator => {
                let role = place(&[Role::Operator], MemberKind::Employee);
                Place { organization: PLATFORM, ..role }
            }
        };
        let person = Signed {
            user: UserId(SELF),
            session: SessionId(SELF),
            authenticated_at: chrono::DateTime::UNIX_EPOCH,
        };
        Viewer { person: Some(person), places: vec![place] }
    }
}

const SELF: Uuid = Uuid::from_u128(1);
const SOMEBODY: Uuid = Uuid::from_u128(2);

fn place(roles: &[Role], kind: MemberKind) -> Place {
    Place {
        organization: OrganizationId(SELF),
        member: MembershipId(SELF),
        kind,
        roles: roles.iter().copied().collect::<Roles>(),
        unit: None,
        reports: Arc::default(),
        team: Arc::default(),
        scope: Scope::Nobody,
        coached: Arc::default(),
        writable: true,
    }
}
