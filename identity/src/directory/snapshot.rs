use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::NaiveDate;
use imbl::{GenericHashMap, OrdSet, shared_ptr::DefaultSharedPtr};
use kernel::{GroupId, MembershipId, OrganizationId, Role, Roles, Scope, UnitId, UserId};

use super::{
    Hasher,
    right::{Grant, Target},
};
use crate::entity::{licence, membership, organization};

/// Versions of it share what did not change.
pub type Map<K, V> = GenericHashMap<K, V, Hasher, DefaultSharedPtr>;

/// One organisation at one version.
#[derive(Debug)]
pub struct Snapshot {
    pub organization: OrganizationId,
    pub version: i64,
    pub about: Arc<About>,
    pub(super) members: Map<MembershipId, Arc<Member>>,
    pub(super) by_user: Map<UserId, MembershipId>,
    /// Those who did not leave, by family name, given name and id.
    pub(super) by_name: OrdSet<(Arc<str>, MembershipId)>,
    pub(super) by_id: OrdSet<MembershipId>,
    pub(super) in_unit: Map<UnitId, Arc<[MembershipId]>>,
    pub(super) reports: Map<MembershipId, Arc<[MembershipId]>>,
    pub(super) units: Map<UnitId, Arc<Unit>>,
    pub(super) children: Map<UnitId, Arc<[UnitId]>>,
    pub(super) groups: Map<GroupId, Arc<Group>>,
    pub(super) targets: Map<MembershipId, Arc<[Target]>>,
    pub(super) by_coach: Map<MembershipId, Arc<[Grant]>>,
    pub(super) by_client: Map<MembershipId, Arc<[Grant]>>,
    /// Scopes that were asked for at this version.
    pub(super) scopes: Mutex<HashMap<MembershipId, Scope>>,
}

#[derive(Debug)]
pub struct About {
    pub name: String,
    pub slug: String,
    pub kind: organization::Kind,
    pub controller: Option<String>,
    pub processor: Option<String>,
    pub licences: Vec<licence::Model>,
    /// Grows with each change of what the organisation says about itself.
    pub version: i64,
}

#[derive(Debug)]
pub struct Member {
    pub id: MembershipId,
    /// Nobody, until the invitation is accepted.
    pub user: Option<UserId>,
    /// As the person writes it, else as the organisation states it.
    pub name: String,
    pub sort: Arc<str>,
    pub job_title: Option<String>,
    pub state: membership::State,
    pub kind: membership::Kind,
    pub roles: Roles,
    pub unit: Option<UnitId>,
    pub manager: Option<MembershipId>,
    pub photo_mark: Option<String>,
    pub work_address: Option<String>,
    /// Grows with each change of the membership itself.
    pub version: i64,
}

impl Member {
    /// Who takes part now.
    pub fn is_active(&self) -> bool {
        self.state == membership::State::Active
    }

    /// Whom colleagues meet: not those who have not accepted yet, nor those who left.
    pub fn is_present(&self) -> bool {
        matches!(self.state, membership::State::Active | membership::State::Suspended)
    }

    /// Who may be granted clients.
    pub fn is_coach(&self) -> bool {
        self.kind == membership::Kind::Coach || self.roles.has(Role::Coach)
    }

    pub fn is_external(&self) -> bool {
        self.kind != membership::Kind::Employee
    }
}

#[derive(Debug)]
pub struct Unit {
    pub id: UnitId,
    pub code: String,
    pub name: String,
    pub parent: Option<UnitId>,
    pub removed: bool,
    /// Grows with each change of the unit itself.
    pub version: i64,
}

#[derive(Debug)]
pub struct Group {
    pub id: GroupId,
    pub name: String,
    pub removed: bool,
    pub members: Arc<[MembershipId]>,
    /// Grows with each change of the group itself.
    pub version: i64,
}

/// `Ada van Lovelace`.
pub fn display_name(given: &str, infix: Option<&str>, family: &str) -> String {
    let parts = [Some(given), infix, Some(family)].into_iter().flatten();
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

impl Snapshot {
    /// An organisation of one, whose directory is the person who asks.
    pub fn personal(organization: OrganizationId, member: Member) -> Self {
        let mut alone = Self::empty(organization);
        alone.about = Arc::new(About {
            name: member.name.clone(),
            slug: String::new(),
            kind: organization::Kind::Personal,
            controller: None,
            processor: None,
            licences: vec![],
            version: 1,
        });
        alone.put(Arc::new(member));
        alone
    }

    pub fn member(&self, id: MembershipId) -> Option<&Arc<Member>> {
        self.members.get(&id)
    }

    /// Also those who left, in no order.
    pub fn members(&self) -> impl Iterator<Item = &Arc<Member>> {
        self.members.values()
    }

    pub fn of_user(&self, user: UserId) -> Option<&Arc<Member>> {
        self.member(*self.by_user.get(&user)?)
    }

    pub fn unit(&self, id: UnitId) -> Option<&Arc<Unit>> {
        self.units.get(&id)
    }

    /// Units that were not removed, in no order.
    pub fn units(&self) -> impl Iterator<Item = &Arc<Unit>> {
        self.units.values().filter(|unit| !unit.removed)
    }

    pub fn children(&self, unit: UnitId) -> &[UnitId] {
        self.children.get(&unit).map_or(&[], |children| children)
    }

    /// The unit and everything below it.
    pub fn subtree(&self, unit: UnitId) -> Vec<UnitId> {
        let mut found = vec![unit];
        let mut next = 0;
        while let Some(unit) = found.get(next).copied() {
            found.extend(self.children(unit));
            next += 1;
        }
        found
    }

    /// Present members of the unit itself.
    pub fn in_unit(&self, unit: UnitId) -> Arc<[MembershipId]> {
        self.in_unit.get(&unit).cloned().unwrap_or_default()
    }

    /// Present members of the unit and everything below it.
    pub fn in_subtree(&self, unit: UnitId) -> impl Iterator<Item = MembershipId> {
        self.subtree(unit).into_iter().flat_map(|unit| self.in_unit(unit).to_vec())
    }

    pub fn group(&self, id: GroupId) -> Option<&Arc<Group>> {
        self.groups.get(&id)
    }

    pub fn groups(&self) -> impl Iterator<Item = &Arc<Group>> {
        self.groups.values().filter(|group| !group.removed)
    }

    /// Whom a member leads now, directly.
    pub fn reports(&self, manager: MembershipId) -> Arc<[MembershipId]> {
        self.reports.get(&manager).cloned().unwrap_or_default()
    }

    pub fn targets(&self, administrator: MembershipId) -> Arc<[Target]> {
        self.targets.get(&administrator).cloned().unwrap_or_default()
    }

    pub fn grants_to(&self, coach: MembershipId) -> Arc<[Grant]> {
        self.by_coach.get(&coach).cloned().unwrap_or_default()
    }

    pub fn grants_about(&self, client: MembershipId) -> Arc<[Grant]> {
        self.by_client.get(&client).cloned().unwrap_or_default()
    }

    /// Those who did not leave, by name.
    pub fn by_name(&self) -> &OrdSet<(Arc<str>, MembershipId)> {
        &self.by_name
    }

    /// Those who did not leave, in the order in which they were entered.
    pub fn by_id(&self) -> &OrdSet<MembershipId> {
        &self.by_id
    }

    /// Members who take part, or may once they accept: what a licence's seats are for.
    pub fn seats_taken(&self) -> usize {
        self.by_id.len()
    }

    /// Whether its members see each other, so far as they are not external.
    pub fn is_company(&self) -> bool {
        self.about.kind == organization::Kind::Company
    }

    /// Whether content may be written on this day.
    pub fn is_licensed(&self, day: NaiveDate) -> bool {
        match self.about.kind {
            organization::Kind::Personal | organization::Kind::Platform => true,
            _ => self.licence(day).is_some(),
        }
    }

    /// The licence in force on this day.
    pub fn licence(&self, day: NaiveDate) -> Option<&licence::Model> {
        let mut licences = self.about.licences.iter();
        licences.find(|licence| licence.valid_from <= day && day <= licence.valid_until)
    }

    /// Whom an administrator administers.
    pub fn scope(&self, administrator: MembershipId) -> Scope {
        let mut known = self.scopes.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(administrator).or_insert_with(|| self.scope_anew(administrator)).clone()
    }

    fn scope_anew(&self, administrator: MembershipId) -> Scope {
        let targets = self.targets(administrator);
        if targets.contains(&Target::Everybody) {
            return Scope::Everybody;
        }
        let mut members = HashSet::new();
        for target in targets.iter() {
            match target {
                Target::Everybody => {}
                // Also those who have not accepted yet: they are to be managed.
                Target::Unit(unit) if self.unit(*unit).is_none_or(|it| it.removed) => {}
                Target::Unit(unit) => {
                    let units: HashSet<_> = self.subtree(*unit).into_iter().collect();
                    let inside = |it: &&Arc<Member>| it.unit.is_some_and(|it| units.contains(&it));
                    members.extend(self.members.values().filter(inside).map(|it| it.id));
                }
                Target::Group(group) => {
                    let group = self.group(*group).filter(|it| !it.removed);
                    members.extend(group.iter().flat_map(|it| it.members.iter()));
                }
                Target::Member(member) => drop(members.insert(*member)),
            }
        }
        if members.is_empty() { Scope::Nobody } else { Scope::Only(Arc::new(members)) }
    }
}
