//! Who there is in the organisations, and what one of them is told of the others.

use feedback::{
    Colleagues, Give, Kind, To, Visibility,
    requests::{Doorstep, House, Notice, Resident},
};
use futures_util::{FutureExt, future::BoxFuture};
use kernel::{
    Answer, Call, Coached, DataKind, GroupId, MemberKind, MembershipId, OrganizationId, Role,
    Roles, Scope, UnitId, Viewer,
};

/// Somebody, as the directory knows them.
#[derive(Clone)]
pub struct Person {
    pub id: MembershipId,
    pub organization: OrganizationId,
    pub unit: Option<UnitId>,
    pub manager: Option<MembershipId>,
    pub kind: MemberKind,
    pub roles: Roles,
    pub scope: Scope,
    pub coached: Vec<Coached>,
    /// Not suspended.
    pub active: bool,
    /// Did not leave.
    pub present: bool,
}

pub fn praise(to: To) -> Give {
    Give {
        to,
        kind: Kind::Praise,
        visibility: Visibility::Organization,
        text: "Thank you.".into(),
        marks: vec![],
    }
}

pub fn administrator(scope: Scope) -> impl FnOnce(&mut Person) {
    move |person| {
        person.roles = Roles::default().with(Role::Administrator);
        person.scope = scope;
    }
}

pub fn coach_of(client: MembershipId, kind: DataKind) -> impl FnOnce(&mut Person) {
    move |person| {
        person.kind = MemberKind::Coach;
        person.roles = Roles::default().with(Role::Coach);
        person.coached = vec![Coached { client, kinds: [kind].into_iter().collect() }];
    }
}

/// What is known of the organisations where nobody is signed in.
pub struct Step {
    pub people: Vec<Person>,
    pub writable: bool,
}

impl Doorstep for Step {
    fn house_unchecked<'a>(
        &'a self,
        _: &'a Call,
        organization: OrganizationId,
        members: Vec<MembershipId>,
    ) -> BoxFuture<'a, Answer<House>> {
        async move {
            let here = self.people.iter().filter(|it| it.organization == organization);
            let residents = here.filter(|it| members.contains(&it.id)).map(|it| Resident {
                id: it.id,
                name: format!("Name of {}", it.id),
                active: it.active && it.present,
                manager: it.manager,
            });
            let members = residents.collect();
            Ok(House { name: "The house".into(), writable: self.writable, members })
        }
        .boxed()
    }

    fn notice(&self, language: &str, organization: &str) -> Notice {
        let text = format!("Notice of {organization} in {language}.");
        Notice { version: "7".into(), text }
    }

    fn candidate_notice(&self, language: &str, organization: &str) -> Notice {
        let text = format!("Candidate's notice of {organization} in {language}.");
        Notice { version: "8".into(), text }
    }
}

/// What one viewer is told of the directory.
pub struct Desk {
    pub viewer: Viewer,
    pub people: Vec<Person>,
    pub group: (GroupId, OrganizationId, Vec<MembershipId>),
    pub group_is_there: bool,
    pub unit: UnitId,
}

impl Desk {
    fn here(&self, member: MembershipId) -> Option<&Person> {
        let found = self.people.iter().find(|it| it.id == member)?;
        self.viewer.within(found.organization).map(|_| found)
    }
}

impl Colleagues for Desk {
    fn organization_of(&self, member: MembershipId) -> Option<OrganizationId> {
        let found = self.here(member)?;
        let place = self.viewer.within(found.organization)?;
        let met = !place.is_external() && found.kind == MemberKind::Employee
            || place.member == member
            || place.coached.iter().any(|it| it.client == member);
        (found.present && met).then_some(found.organization)
    }

    fn home_of(&self, member: MembershipId) -> Option<OrganizationId> {
        self.here(member).map(|it| it.organization)
    }

    fn is_active(&self, member: MembershipId) -> bool {
        self.here(member).is_some_and(|it| it.active)
    }

    fn others_administer(&self, member: MembershipId) -> bool {
        let Some(here) = self.here(member) else { return false };
        self.people.iter().any(|it| {
            it.organization == here.organization
                && it.id != member
                && it.active
                && it.roles.has(Role::Administrator)
                && matches!(it.scope, Scope::Everybody)
        })
    }

    fn manager_of(&self, member: MembershipId) -> Option<MembershipId> {
        self.here(member)?.manager
    }

    fn is_coached_by(&self, coach: MembershipId) -> bool {
        let client = |client| self.viewer.places.iter().any(|place| place.member == client);
        self.here(coach).is_some_and(|it| it.coached.iter().any(|it| client(it.client)))
    }

    fn home_of_group(&self, group: GroupId) -> Option<OrganizationId> {
        (self.group.0 == group).then_some(self.group.1)
    }

    fn home_of_unit(&self, unit: UnitId) -> Option<OrganizationId> {
        self.unit(unit).map(|(organization, _)| organization)
    }

    fn is_company(&self, organization: OrganizationId) -> bool {
        self.viewer.within(organization).is_some()
    }

    fn shows_group(&self, group: GroupId) -> bool {
        self.group(group).is_some()
    }

    fn shows_unit(&self, unit: UnitId) -> bool {
        self.unit(unit).is_some()
    }

    fn group(&self, group: GroupId) -> Option<(OrganizationId, Vec<MembershipId>)> {
        let (id, organization, members) = &self.group;
        let found =
            self.group_is_there && *id == group && self.viewer.within(*organization).is_some();
        found.then(|| (*organization, members.clone()))
    }

    fn unit(&self, unit: UnitId) -> Option<(OrganizationId, Vec<MembershipId>)> {
        let members = self.people.iter().filter(|it| it.unit == Some(unit) && it.present);
        let place = self.viewer.places.first()?;
        let found = unit == self.unit && self.people.iter().any(|it| it.id == place.member);
        found.then(|| (place.organization, members.map(|it| it.id).collect()))
    }
}
