//! What campaigns ask the directory, as a test knows it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use assessment::{Audience, Invitee};
use chrono::NaiveDate;
use futures_util::{FutureExt, future::BoxFuture};
use kernel::{Answer, Call, GroupId, MembershipId, OrganizationId, UnitId};

/// What is known of people, as a test changes it.
#[derive(Clone, Default)]
pub struct Desk {
    pub homes: HashMap<MembershipId, OrganizationId>,
    pub people: Vec<Invitee>,
    pub gone: BTreeSet<MembershipId>,
    pub units: BTreeMap<UnitId, Option<UnitId>>,
    pub groups: HashMap<GroupId, Vec<MembershipId>>,
    pub since: HashMap<MembershipId, NaiveDate>,
    pub home: Option<OrganizationId>,
    pub practice: bool,
}

impl Audience for Desk {
    fn organization_of(&self, member: MembershipId) -> Option<OrganizationId> {
        self.homes.get(&member).copied()
    }

    fn takes_part(&self, member: MembershipId) -> bool {
        self.homes.contains_key(&member) && !self.gone.contains(&member)
    }

    fn organization_of_unit(&self, unit: UnitId) -> Option<OrganizationId> {
        self.home.filter(|_| self.units.contains_key(&unit))
    }

    fn organization_of_group(&self, group: GroupId) -> Option<OrganizationId> {
        self.home.filter(|_| self.groups.contains_key(&group))
    }

    fn everybody(&self, organization: OrganizationId) -> Vec<Invitee> {
        let here = |it: &&Invitee| {
            self.homes.get(&it.member) == Some(&organization) && self.takes_part(it.member)
        };
        self.people.iter().filter(here).cloned().collect()
    }

    fn members_of(&self, group: GroupId) -> Vec<MembershipId> {
        self.groups.get(&group).cloned().unwrap_or_default()
    }

    fn units(&self, _: OrganizationId) -> BTreeMap<UnitId, Option<UnitId>> {
        self.units.clone()
    }

    fn is_company(&self, _: OrganizationId) -> bool {
        !self.practice
    }

    fn employed_from<'a>(
        &'a self,
        _: &'a Call,
        _: OrganizationId,
    ) -> BoxFuture<'a, Answer<HashMap<MembershipId, NaiveDate>>> {
        async move { Ok(self.since.clone()) }.boxed()
    }
}
