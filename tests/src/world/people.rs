//! Who there is: a company with units, a second company, a coach's practice with two clients.

use chrono::NaiveDate;
use identity::{
    account::{Name, Newcomer},
    directory::Target,
    founding::{FirstGrant, FirstMember, FirstUnit, Founding},
};
use kernel::{
    DataKind, GroupId, MemberKind, MembershipId, OrganizationId, Role, Roles, UnitId, UserId,
};
use uuid::Uuid;

use super::Persona;

/// Ids that are the same in each run; they have the form of UUIDv7.
fn fixed(kind: u128, n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | kind << 32 | n)
}

/// Whether an id is one of these, and not made in a run.
pub fn is_fixed(id: Uuid) -> bool {
    id.as_u128() >> 64 == fixed(0, 0).as_u128() >> 64
}

pub fn user(persona: Persona) -> UserId {
    UserId(fixed(1, persona as u128))
}

pub fn organization(name: &str) -> OrganizationId {
    OrganizationId(fixed(2, of(name, &["acme", "globex", "praxis"])))
}

/// A persona's place in a company or practice; see [`Persona::home`] for which they have.
pub fn member(name: &str, persona: Persona) -> MembershipId {
    MembershipId(fixed(3, of(name, &["acme", "globex", "praxis"]) << 8 | persona as u128))
}

pub fn unit(code: &str) -> UnitId {
    UnitId(fixed(4, of(code, &["acme", "sales", "inside", "logistics", "yard", "globex-office"])))
}

pub fn group(name: &str) -> GroupId {
    GroupId(fixed(5, of(name, &["Mentors", "Globex Mentors"])))
}

fn of(name: &str, all: &[&str]) -> u128 {
    all.iter().position(|it| *it == name).unwrap_or_else(|| panic!("no {name}")) as u128
}

/// A person with an address that is vouched for.
pub fn newcomer(persona: Persona) -> Newcomer {
    Newcomer {
        user: user(persona),
        home: OrganizationId(fixed(6, persona as u128)),
        name: name(persona),
        address: format!("{}@example.org", persona.name()),
        language: "en".into(),
        time_zone: "Europe/Amsterdam".into(),
    }
}

/// The given name says who it is.
fn name(persona: Persona) -> Name {
    let mut given = persona.name().to_owned();
    given[..1].make_ascii_uppercase();
    Name { given, infix: None, family: "Example".into() }
}

struct Stated {
    persona: Persona,
    kind: MemberKind,
    roles: &'static [Role],
    unit: Option<&'static str>,
    manager: Option<Persona>,
}

fn stated(persona: Persona, unit: &'static str) -> Stated {
    Stated { persona, kind: MemberKind::Employee, roles: &[], unit: Some(unit), manager: None }
}

fn external(persona: Persona, kind: MemberKind, roles: &'static [Role]) -> Stated {
    Stated { persona, kind, roles, unit: None, manager: None }
}

impl Stated {
    fn in_books(&self, organization: &str) -> FirstMember {
        FirstMember {
            id: member(organization, self.persona),
            person: user(self.persona),
            name: name(self.persona),
            kind: self.kind,
            roles: self.roles.iter().copied().collect::<Roles>(),
            unit: self.unit.map(unit),
            manager: self.manager.map(|manager| member(organization, manager)),
            job_title: Some(format!("{} of work", self.persona.name())),
            work_address: Some(format!("{}@{organization}.example", self.persona.name())),
            external_id: Some(format!("{organization}-{}", self.persona as u32)),
            employed_from: NaiveDate::from_ymd_opt(2020, 1, 1),
        }
    }
}

fn founding(name: &str, title: &str) -> Founding {
    Founding {
        id: organization(name),
        slug: name.into(),
        name: title.into(),
        practice: false,
        seats: 100,
        licensed_until: NaiveDate::from_ymd_opt(2030, 12, 31).unwrap(),
        units: vec![],
        members: vec![],
        groups: vec![],
        scopes: vec![],
        grants: vec![],
    }
}

fn first_unit(code: &str, parent: Option<&str>, name: &str) -> FirstUnit {
    FirstUnit { id: unit(code), parent: parent.map(unit), code: code.into(), name: name.into() }
}

const ALL_KINDS: [DataKind; 5] = DataKind::ALL;

/// The company that most tests look at.
pub fn acme() -> Founding {
    use Persona::{
        Administrator, Coach, ColleagueElsewhere, ComplianceManager, ItAdministrator, Manager,
        Member, OtherAdministrator, OtherCoach, Peer, UnitAdministrator,
    };
    let at = |persona| member("acme", persona);
    let led = |persona, unit, manager| Stated { manager: Some(manager), ..stated(persona, unit) };
    let with = |persona, unit, roles| Stated { roles, ..stated(persona, unit) };
    let members = [
        stated(Manager, "sales"),
        led(Member, "inside", Manager),
        led(Peer, "inside", Manager),
        stated(ColleagueElsewhere, "logistics"),
        with(Administrator, "acme", &[Role::Administrator]),
        with(UnitAdministrator, "sales", &[Role::Administrator]),
        with(OtherAdministrator, "logistics", &[Role::Administrator]),
        with(ItAdministrator, "acme", &[Role::ItAdministrator]),
        with(ComplianceManager, "acme", &[Role::ComplianceManager]),
        external(Coach, MemberKind::Coach, &[Role::Coach]),
        external(OtherCoach, MemberKind::Coach, &[Role::Coach]),
    ];
    Founding {
        units: vec![
            first_unit("acme", None, "Acme"),
            first_unit("sales", Some("acme"), "Sales"),
            first_unit("inside", Some("sales"), "Inside Sales"),
            first_unit("logistics", Some("acme"), "Logistics"),
            first_unit("yard", Some("logistics"), "Yard"),
        ],
        members: members.iter().map(|it| it.in_books("acme")).collect(),
        groups: vec![(group("Mentors"), "Mentors".into(), vec![at(Member), at(Manager)])],
        scopes: vec![
            (at(Administrator), Target::Everybody),
            (at(UnitAdministrator), Target::Unit(unit("sales"))),
            (at(OtherAdministrator), Target::Unit(unit("logistics"))),
        ],
        grants: vec![FirstGrant {
            coach: at(Coach),
            client: at(Member),
            granted_by: at(Administrator),
            kinds: ALL_KINDS.into_iter().collect(),
            days: 90,
        }],
        ..founding("acme", "Acme")
    }
}

/// Somebody else's.
pub fn globex() -> Founding {
    use Persona::{OutsideAdministrator, Outsider};
    let members = [
        Stated { roles: &[Role::Administrator], ..stated(OutsideAdministrator, "globex-office") },
        Stated { manager: Some(OutsideAdministrator), ..stated(Outsider, "globex-office") },
    ];
    Founding {
        units: vec![first_unit("globex-office", None, "Office")],
        members: members.iter().map(|it| it.in_books("globex")).collect(),
        groups: vec![(
            group("Globex Mentors"),
            "Globex Mentors".into(),
            vec![member("globex", Outsider)],
        )],
        scopes: vec![(member("globex", OutsideAdministrator), Target::Everybody)],
        ..founding("globex", "Globex")
    }
}

/// The practice of the coach who is also granted a client of the company.
pub fn praxis() -> Founding {
    use Persona::{Client, Coach, OtherClient, Sponsor};
    let at = |persona| member("praxis", persona);
    let roles = &[Role::Coach, Role::Administrator];
    let members = [
        Stated { kind: MemberKind::Employee, ..external(Coach, MemberKind::Employee, roles) },
        external(Client, MemberKind::Client, &[]),
        external(OtherClient, MemberKind::Client, &[]),
        external(Sponsor, MemberKind::Guest, &[]),
    ];
    let grant = |client| FirstGrant {
        coach: at(Coach),
        client: at(client),
        granted_by: at(client),
        kinds: ALL_KINDS.into_iter().collect(),
        days: 90,
    };
    Founding {
        practice: true,
        members: members.iter().map(|it| it.in_books("praxis")).collect(),
        scopes: vec![(at(Coach), Target::Everybody)],
        grants: vec![grant(Client), grant(OtherClient)],
        ..founding("praxis", "Praxis")
    }
}
