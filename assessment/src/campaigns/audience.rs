//! What this context must know of people and units.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::{GroupId, MemberKind, MembershipId, OrganizationId, UnitId};

/// Answered by whoever knows the members of an organisation; for the viewer.
pub trait Audience: Send + Sync {
    /// Where a member is, whether they take part at present or not; none, if they do not exist
    /// for the viewer.
    fn organization_of(&self, member: MembershipId) -> Option<OrganizationId>;
    /// Neither merely invited, nor suspended, nor gone.
    fn takes_part(&self, member: MembershipId) -> bool;
    /// Where a unit is; none, if it does not exist for the viewer or is removed.
    fn organization_of_unit(&self, unit: UnitId) -> Option<OrganizationId>;
    /// Where a group is; none, if it does not exist for the viewer or is removed.
    fn organization_of_group(&self, group: GroupId) -> Option<OrganizationId>;
    /// Everybody who takes part in an organisation at present.
    fn everybody(&self, organization: OrganizationId) -> Vec<Invitee>;
    /// The groups a member is in.
    fn members_of_group(&self, group: GroupId) -> Vec<MembershipId>;
    /// Each unit of an organisation with the one above it.
    fn units(&self, organization: OrganizationId) -> BTreeMap<UnitId, Option<UnitId>>;
    /// Whether a company subscribes there, and not a coach or a person.
    fn is_company(&self, organization: OrganizationId) -> bool;
}

/// Somebody who can be asked, and what is known of them now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitee {
    pub member: MembershipId,
    pub kind: MemberKind,
    pub unit: Option<UnitId>,
    pub manager: Option<MembershipId>,
    pub job_title: Option<String>,
    pub employed_from: Option<NaiveDate>,
}
