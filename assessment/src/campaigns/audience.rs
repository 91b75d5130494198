//! What this context must know of people and units.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use futures_util::future::BoxFuture;
use kernel::{Answer, Call, GroupId, MemberKind, MembershipId, OrganizationId, UnitId};

/// Answered by whoever knows the members of the viewer's organisations.
pub trait Audience: Send + Sync {
    /// Where a member is who exists for the viewer and has not left.
    fn organization_of(&self, member: MembershipId) -> Option<OrganizationId>;
    /// Whether somebody takes part now: neither merely invited, nor suspended, nor gone.
    fn takes_part(&self, member: MembershipId) -> bool;
    /// Where a unit is that exists for the viewer and was not removed.
    fn organization_of_unit(&self, unit: UnitId) -> Option<OrganizationId>;
    /// Where a group is that exists for the viewer and was not removed.
    fn organization_of_group(&self, group: GroupId) -> Option<OrganizationId>;
    /// Everybody who takes part in an organisation now, whether they exist for the viewer or not.
    fn everybody(&self, organization: OrganizationId) -> Vec<Invitee>;
    /// Who is in a group now.
    fn members_of(&self, group: GroupId) -> Vec<MembershipId>;
    /// The units of an organisation that were not removed, each with the one above it.
    fn units(&self, organization: OrganizationId) -> BTreeMap<UnitId, Option<UnitId>>;
    /// Whether a company subscribes there, and not a coach or a person.
    fn is_company(&self, organization: OrganizationId) -> bool;
    /// Since when the members of an organisation are employed, where that is known. What it
    /// answers is told to nobody, but as a band of years.
    fn employed_from<'a>(
        &'a self,
        call: &'a Call,
        organization: OrganizationId,
    ) -> BoxFuture<'a, Answer<HashMap<MembershipId, NaiveDate>>>;
}

/// Somebody who can be asked, and what is known of them now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitee {
    pub member: MembershipId,
    pub kind: MemberKind,
    pub unit: Option<UnitId>,
    pub manager: Option<MembershipId>,
    pub job_title: Option<String>,
    /// Filled in where it is asked for.
    pub employed_from: Option<NaiveDate>,
}
