//! Making people and members of them.

use chrono::NaiveDate;
use identity::{
    account::{Name, Newcomer},
    founding::{FirstMember, enter},
};
use kernel::{Call, MemberKind, MembershipId, Role, Roles, UnitId};

use crate::cli::Failure;

/// Whoever is made here, and who they are in one organisation.
#[derive(Clone, Debug)]
pub struct Entered {
    pub newcomer: Newcomer,
    pub member: FirstMember,
}

/// As written in the tables of this folder.
#[derive(Clone, Copy, Debug)]
pub struct Described<'a> {
    pub given: &'a str,
    pub family: &'a str,
    pub address: &'a str,
    pub kind: MemberKind,
    pub roles: &'a [Role],
    pub title: Option<&'a str>,
}

impl Described<'_> {
    /// Not yet in the database.
    pub fn person(&self, call: &Call) -> Result<Newcomer, Failure> {
        let name = Name::try_new(self.given, None, self.family);
        let name = name.map_err(|_| format!("{} {}: not a name", self.given, self.family))?;
        Ok(Newcomer::new(call, name, self.address.to_owned(), "en".to_owned()))
    }

    pub fn member(&self, call: &Call, person: &Newcomer) -> FirstMember {
        FirstMember {
            id: MembershipId(call.clock.id()),
            person: person.user,
            name: person.name.clone(),
            kind: self.kind,
            roles: self.roles.iter().copied().collect::<Roles>(),
            unit: None,
            manager: None,
            job_title: self.title.map(str::to_owned),
            work_address: (self.kind == MemberKind::Employee).then(|| self.address.to_owned()),
            external_id: None,
            employed_from: None,
        }
    }

    pub fn entered(&self, call: &Call) -> Result<Entered, Failure> {
        let newcomer = self.person(call)?;
        Ok(Entered { member: self.member(call, &newcomer), newcomer })
    }
}

impl Entered {
    pub fn in_unit(mut self, unit: UnitId) -> Self {
        self.member.unit = Some(unit);
        self
    }

    pub fn under(mut self, manager: MembershipId) -> Self {
        self.member.manager = Some(manager);
        self
    }

    pub fn since(mut self, day: NaiveDate) -> Self {
        self.member.employed_from = Some(day);
        self
    }
}

/// Writes people down.
pub async fn register(call: &Call, people: &[Entered]) -> Result<(), Failure> {
    let newcomers: Vec<_> = people.iter().map(|it| it.newcomer.clone()).collect();
    enter(call, &newcomers).await.map_err(|fault| fault.message().to_owned())
}
