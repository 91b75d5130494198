//! A new person: with them come their address, and an organisation of their own.

use kernel::{Call, MembershipId, OrganizationId, UserId, Write};

use super::{Name, fold};
use crate::{
    directory::display_name,
    entity::{membership, organization, person, person_email},
    repo::statement::row,
};

#[derive(Clone, Debug)]
pub struct Newcomer {
    pub user: UserId,
    /// The personal organisation.
    pub home: OrganizationId,
    pub name: Name,
    /// Proved to be read by the person, or vouched for by whoever runs the deployment.
    pub address: String,
    pub language: String,
    pub time_zone: String,
}

impl Newcomer {
    pub fn new(call: &Call, name: Name, address: String, language: String) -> Self {
        Self {
            user: UserId(call.clock.id()),
            home: OrganizationId(call.clock.id()),
            name,
            address,
            language,
            time_zone: "UTC".to_owned(),
        }
    }

    /// In an order in which each refers only to earlier ones. They fail if the address is
    /// another person's.
    pub fn rows(&self, call: &Call) -> Vec<Write> {
        vec![
            row(self.person(call)),
            row(self.email(call)),
            row(self.organization(call)),
            row(self.membership(call)),
        ]
    }

    fn person(&self, call: &Call) -> person::Model {
        person::Model {
            id: self.user,
            given_name: self.name.given.clone(),
            infix: self.name.infix.clone(),
            family_name: self.name.family.clone(),
            salutation: None,
            photo_mark: None,
            professional_role: None,
            phone: None,
            postal_address: None,
            linkedin: None,
            language: self.language.clone(),
            time_zone: self.time_zone.clone(),
            theme: person::Theme::System,
            mail_on_feedback: true,
            mail_digest: true,
            registered_at: call.clock.now(),
            closed_at: None,
        }
    }

    fn email(&self, call: &Call) -> person_email::Model {
        person_email::Model {
            id: call.clock.id(),
            person_id: self.user,
            address: self.address.clone(),
            folded: fold(&self.address),
            is_primary: true,
            verified_at: call.clock.now(),
        }
    }

    fn organization(&self, call: &Call) -> organization::Model {
        let Name { given, infix, family } = &self.name;
        organization::Model {
            id: self.home,
            slug: format!("personal-{}", self.home.0.simple()),
            name: display_name(given, infix.as_deref(), family),
            kind: organization::Kind::Personal,
            directory_version: 1,
            controller: None,
            processor: None,
            created_at: call.clock.now(),
            changed_in: 1,
        }
    }

    fn membership(&self, call: &Call) -> membership::Model {
        membership::Model {
            organization_id: self.home,
            id: MembershipId(call.clock.id()),
            person_id: Some(self.user),
            state: membership::State::Active,
            kind: membership::Kind::Employee,
            roles: 0,
            unit_id: None,
            manager_id: None,
            job_title: None,
            given_name: self.name.given.clone(),
            infix: self.name.infix.clone(),
            family_name: self.name.family.clone(),
            work_address: None,
            work_phone: None,
            external_id: None,
            employed_from: None,
            employed_until: None,
            sessions_after: None,
            changed_in: 1,
        }
    }
}
