//! A new organisation that subscribes, with the administrator who builds it up.

use chrono::NaiveDate;
use kernel::{
    Answer, Call, EmailAddress, Fault, IdempotencyKey, InvitationId, Locale, MembershipId, Once,
    OrganizationId, Role, Roles, Tx,
    audit::{Entry, PLATFORM},
};
use sea_orm::SqlErr;

use super::set_licence::MOST_SEATS;
use crate::{
    account::{Name, NotAName, line},
    belonging::mailing::{To, mail},
    entity::{administrator_scope, licence, membership, organization},
    once::{Claimed, claim},
    policy,
    repo::statement::row,
};

const ACTION: &str = "createOrganization";
/// In characters.
const LONGEST_NAME: usize = 200;
const LONGEST_SLUG: usize = 50;

#[derive(Debug)]
pub struct CreateOrganization {
    pub name: String,
    pub slug: String,
    /// A coach's or consultant's (B2C), not a company (B2B).
    pub practice: bool,
    pub seats: i64,
    pub valid_from: NaiveDate,
    /// The last day.
    pub valid_until: NaiveDate,
    /// The first administrator, of everybody.
    pub given: String,
    pub infix: Option<String>,
    pub family: String,
    /// Where the invitation is mailed to. Whose it is is not asked.
    pub address: EmailAddress,
    pub language: Option<Locale>,
}

kernel::problems! {
    /// Why no organisation was made.
    NotCreated as CreateOrganizationError, CreateOrganizationErrorCode {
        /// It has 1 to 200 characters on one line.
        NameInvalid => ("name", "A name has 1 to 200 characters."),
        /// It has 2 to 50 small letters, digits and hyphens, and starts with a letter.
        SlugInvalid => ("slug", "A short name has 2 to 50 letters a to z, digits and hyphens."),
        /// Another organisation has it.
        SlugTaken => ("slug", "Another organisation has this short name."),
        /// There are 1 to 1,000,000.
        SeatsInvalid => ("licence.seats", "A licence has 1 to 1,000,000 seats."),
        /// It ends before it begins.
        PeriodInvalid => ("licence.validUntil", "The last day is not before the first."),
        /// It has 1 to 200 characters on one line.
        GivenNameInvalid => ("administrator.name.given", "A given name has 1 to 200 characters."),
        /// It has at most 200 characters on one line.
        InfixInvalid => ("administrator.name.infix", "An infix has at most 200 characters."),
        /// It has 1 to 200 characters on one line.
        FamilyNameInvalid => ("administrator.name.family", "A family name has 1 to 200 characters."),
    }
}

impl From<NotAName> for NotCreated {
    fn from(part: NotAName) -> Self {
        match part {
            NotAName::Given => Self::GivenNameInvalid,
            NotAName::Infix => Self::InfixInvalid,
            NotAName::Family => Self::FamilyNameInvalid,
        }
    }
}

/// Operators only. The administrator is a member once they accept.
pub async fn create_organization(
    call: &Call,
    input: CreateOrganization,
    key: Option<&IdempotencyKey>,
) -> Answer<Result<OrganizationId, NotCreated>> {
    call.viewer.signed()?;
    let told = format!("{input:?}");
    let once = key.map(|key| Once::new(call, PLATFORM, ACTION, key, &told)).transpose()?;
    if !policy::may_manage_licences(&call.viewer) {
        let refusal = Fault::forbidden();
        let made = Once::made_before(once.as_ref(), call, PLATFORM, ACTION, refusal).await?;
        return Ok(Ok(OrganizationId(made)));
    }
    let (name, administrator) = match input.check() {
        Ok(checked) => checked,
        Err(refused) => return Ok(Err(refused)),
    };
    let id = OrganizationId(call.clock.id());
    let tx = call.db.begin().await?;
    let tx = match claim(call, tx, once.as_ref(), id.0).await? {
        Claimed::Now(tx) => tx,
        Claimed::Before(id) => return Ok(Ok(OrganizationId(id))),
    };
    if let Err(error) = tx.write(row(input.organization(call, id, name))).await {
        tx.rollback().await?;
        return match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Ok(Err(NotCreated::SlugTaken)),
            _ => Err(error.into()),
        };
    }
    tx.write(row(input.licence(call, id))).await?;
    appoint(call, &tx, id, administrator, &input).await?;
    tx.write(Entry::done(id, ACTION, id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

async fn appoint(
    call: &Call,
    tx: &Tx,
    organization: OrganizationId,
    name: Name,
    input: &CreateOrganization,
) -> Answer<()> {
    let member = MembershipId(call.clock.id());
    tx.write(row(membership::Model {
        organization_id: organization,
        id: member,
        person_id: None,
        state: membership::State::Invited,
        kind: membership::Kind::Employee,
        roles: Roles::from_iter([Role::Administrator]).0,
        unit_id: None,
        manager_id: None,
        job_title: None,
        given_name: name.given,
        infix: name.infix,
        family_name: name.family,
        work_address: None,
        work_phone: None,
        external_id: None,
        employed_from: None,
        employed_until: None,
        sessions_after: None,
        changed_in: 1,
    }))
    .await?;
    tx.write(row(administrator_scope::Model {
        organization_id: organization,
        id: call.clock.id(),
        membership_id: member,
        unit_id: None,
        group_id: None,
        member_id: None,
    }))
    .await?;
    let (address, language) = (input.address.clone(), input.language.clone());
    let to = To { organization, member, address, language };
    mail(call, tx, InvitationId(call.clock.id()), to, None).await
}

impl CreateOrganization {
    fn check(&self) -> Result<(String, Name), NotCreated> {
        let name = line(&self.name, LONGEST_NAME).ok_or(NotCreated::NameInvalid)?;
        if !is_slug(&self.slug) {
            return Err(NotCreated::SlugInvalid);
        }
        if !(1..=MOST_SEATS).contains(&self.seats) {
            return Err(NotCreated::SeatsInvalid);
        }
        if self.valid_until < self.valid_from {
            return Err(NotCreated::PeriodInvalid);
        }
        Ok((name, Name::try_new(&self.given, self.infix.as_deref(), &self.family)?))
    }

    fn organization(&self, call: &Call, id: OrganizationId, name: String) -> organization::Model {
        let kind =
            if self.practice { organization::Kind::Practice } else { organization::Kind::Company };
        organization::Model {
            id,
            slug: self.slug.clone(),
            controller: Some(name.clone()),
            name,
            kind,
            directory_version: 1,
            processor: None,
            created_at: call.clock.now(),
            changed_in: 1,
        }
    }

    fn licence(&self, call: &Call, organization: OrganizationId) -> licence::Model {
        licence::Model {
            organization_id: organization,
            id: call.clock.id(),
            kind: if self.practice { licence::Kind::B2c } else { licence::Kind::B2b },
            seats: self.seats,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
        }
    }
}

/// Personal accounts have short names of their own.
fn is_slug(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (2..=LONGEST_SLUG).contains(&text.len())
        && text.bytes().all(fits)
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.starts_with("personal-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_stands_in_an_address() {
        for good in ["acme", "a1", "acme-eu"] {
            assert!(is_slug(good), "{good}");
        }
        let long = "a".repeat(51);
        for bad in ["", "a", "1a", "-a", "a-", "Acme", "ac me", "ac/me", "personal-1", &long] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
