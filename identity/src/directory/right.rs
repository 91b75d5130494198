//! What of a member's rights the directory holds: parts of a scope, and grants to coaches.

use chrono::{DateTime, Utc};
use kernel::{CoachGrantId, DataKinds, GroupId, MembershipId, OrganizationId, UnitId};
use uuid::Uuid;

use crate::entity::administrator_scope;

/// A part of an administrator's scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    Everybody,
    /// With its subtree.
    Unit(UnitId),
    Group(GroupId),
    Member(MembershipId),
}

impl Target {
    /// As the database keeps it.
    pub fn row(
        self,
        organization: OrganizationId,
        id: Uuid,
        administrator: MembershipId,
    ) -> administrator_scope::Model {
        let everybody = administrator_scope::Model {
            organization_id: organization,
            id,
            membership_id: administrator,
            unit_id: None,
            group_id: None,
            member_id: None,
        };
        match self {
            Self::Everybody => everybody,
            Self::Unit(it) => administrator_scope::Model { unit_id: Some(it), ..everybody },
            Self::Group(it) => administrator_scope::Model { group_id: Some(it), ..everybody },
            Self::Member(it) => administrator_scope::Model { member_id: Some(it), ..everybody },
        }
    }
}

/// A grant to a coach that was not revoked.
#[derive(Clone, Copy, Debug)]
pub struct Grant {
    pub id: CoachGrantId,
    pub coach: MembershipId,
    pub client: MembershipId,
    pub kinds: DataKinds,
    pub starts_at: DateTime<Utc>,
    pub ends_at: Option<DateTime<Utc>>,
    pub awaits_confirmation: bool,
}

impl Grant {
    pub fn runs(&self, now: DateTime<Utc>) -> bool {
        !self.awaits_confirmation
            && self.starts_at <= now
            && self.ends_at.is_none_or(|ends| now < ends)
    }
}
