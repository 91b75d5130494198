//! Which member a row is about, and what it says of them.

use std::collections::HashMap;

use kernel::{MembershipId, OrganizationId};

use super::file::Row;
use crate::{
    account::{Change, fold},
    directory::display_name,
    entity::membership::{Kind, Model as Member, State},
};

/// Who can be found again, by what.
pub struct Before<'a> {
    by_number: HashMap<&'a str, &'a Member>,
    by_address: HashMap<String, &'a Member>,
    /// How many have a number.
    pub numbered: usize,
}

impl<'a> Before<'a> {
    pub fn of(members: &'a [Member]) -> Self {
        let here = || members.iter().filter(|member| member.state != State::Left);
        let numbers = here().filter_map(|it| Some((it.external_id.as_deref()?, it)));
        let by_number: HashMap<_, _> = numbers.collect();
        let addresses = here().filter_map(|it| Some((fold(it.work_address.as_deref()?), it)));
        Self { numbered: by_number.len(), by_number, by_address: addresses.collect() }
    }

    pub fn find(&self, row: &Row) -> Option<&'a Member> {
        let by_number = self.by_number.get(row.external_id.as_str()).copied();
        by_number.or_else(|| self.at(row).filter(|member| member.external_id.is_none()))
    }

    /// Whose address it is that the row states.
    fn at(&self, row: &Row) -> Option<&'a Member> {
        let Change::To(Some(address)) = &row.work_address else { return None };
        self.by_address.get(&fold(address)).copied()
    }

    /// Whether a number or an address was another's: the number's, where neither the name nor
    /// the address is what it was, or both parts of the name are others.
    pub fn changes_hands(&self, row: &Row, was: Option<&Member>) -> bool {
        let address_moves = self.at(row).is_some_and(|at| was.is_none_or(|was| was.id != at.id));
        let number_moves = was.filter(|was| was.external_id.is_some()).is_some_and(|was| {
            let given = was.given_name != row.name.given;
            let family = was.family_name != row.name.family;
            let address = match (&was.work_address, &row.work_address) {
                (Some(was), Change::To(Some(now))) => fold(was) != fold(now),
                _ => false,
            };
            given && family || (given || family) && address
        });
        address_moves || number_moves
    }
}

impl Row {
    /// All but what names another row.
    pub fn onto(&self, member: &mut Member) {
        member.external_id = Some(self.external_id.clone());
        member.given_name.clone_from(&self.name.given);
        member.family_name.clone_from(&self.name.family);
        if self.infix_given {
            member.infix.clone_from(&self.name.infix);
        }
        if let Change::To(kind) = self.kind {
            member.kind = kind.unwrap_or(Kind::Employee);
        }
        set(&mut member.work_address, &self.work_address);
        set(&mut member.work_phone, &self.work_phone);
        set(&mut member.job_title, &self.job_title);
        set(&mut member.employed_from, &self.employed_from);
        set(&mut member.employed_until, &self.employed_until);
    }
}

fn set<T: Clone>(kept: &mut Option<T>, change: &Change<T>) {
    if let Change::To(value) = change {
        kept.clone_from(value);
    }
}

/// Of whom nothing is stated yet.
pub fn newcomer(organization: OrganizationId, id: MembershipId) -> Member {
    Member {
        organization_id: organization,
        id,
        person_id: None,
        state: State::Invited,
        kind: Kind::Employee,
        roles: 0,
        unit_id: None,
        manager_id: None,
        job_title: None,
        given_name: String::new(),
        infix: None,
        family_name: String::new(),
        work_address: None,
        work_phone: None,
        external_id: None,
        employed_from: None,
        employed_until: None,
        sessions_after: None,
        changed_in: 0,
    }
}

/// As the organisation states it.
pub fn name(member: &Member) -> String {
    display_name(&member.given_name, member.infix.as_deref(), &member.family_name)
}

/// The columns in which two differ.
pub fn differing(was: &Member, next: &Member) -> Vec<&'static str> {
    [
        ("external_id", was.external_id != next.external_id),
        ("given_name", was.given_name != next.given_name),
        ("infix", was.infix != next.infix),
        ("family_name", was.family_name != next.family_name),
        ("kind", was.kind != next.kind),
        ("work_address", was.work_address != next.work_address),
        ("work_phone", was.work_phone != next.work_phone),
        ("job_title", was.job_title != next.job_title),
        ("unit", was.unit_id != next.unit_id),
        ("manager", was.manager_id != next.manager_id),
        ("employed_from", was.employed_from != next.employed_from),
        ("employed_until", was.employed_until != next.employed_until),
    ]
    .into_iter()
    .filter_map(|(column, differs)| differs.then_some(column))
    .collect()
}
