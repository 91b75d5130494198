//! Becoming a member: by whoever holds the link, as the person they are or as a new one.

use kernel::{
    Answer, Call, MembershipId, OrganizationId, PolicyVersionId, Tx, UserId, audit::Entry,
};

use super::link::{Opened, open};
use crate::{
    account::{
        Hasher, Name, Newcomer, NotAName, SignedIn, Transport, acting,
        password::{Flaw, Words, flaws},
        settle::{AddressTaken, settle, welcome},
    },
    entity::{invitation, membership},
    repo,
};

const ACTION: &str = "acceptInvitation";

/// What a stranger adds to the link in order to become a person.
pub struct NewPerson {
    /// As they write it; as the organisation states it, if not given.
    pub name: Option<(String, Option<String>, String)>,
    pub password: String,
    pub policy: PolicyVersionId,
    pub transport: Transport,
}

/// Who is a member now.
#[derive(Debug)]
pub struct Joined {
    pub organization: OrganizationId,
    pub member: MembershipId,
    /// Of a new person.
    pub signed_in: Option<SignedIn>,
}

kernel::problems! {
    /// Why nobody joined.
    Refused as AcceptInvitationError, AcceptInvitationErrorCode {
        /// It was used or taken back, is over, or never was.
        LinkInvalid => ("token", "This invitation is no longer valid; ask for another."),
        /// You are a member of the organisation, by another invitation.
        AlreadyMember => ("token", "You are a member of this organisation."),
        /// The address has an account: sign in and accept again.
        AlreadyRegistered => ("token", "There is an account with this address; sign in."),
        /// Another version of the privacy policy is in force.
        PolicyOutdated => ("asNewPerson.policyVersion", "Accept the privacy policy that is in force."),
        /// It has 1 to 200 characters on one line.
        GivenNameInvalid => ("asNewPerson.name.given", "A given name has 1 to 200 characters."),
        /// It has at most 200 characters on one line.
        InfixInvalid => ("asNewPerson.name.infix", "An infix has at most 200 characters."),
        /// It has 1 to 200 characters on one line.
        FamilyNameInvalid => ("asNewPerson.name.family", "A family name has 1 to 200 characters."),
        /// It has fewer than 8 characters.
        PasswordTooShort => ("asNewPerson.password", "A password has at least 8 characters."),
        /// It has more than 128 characters.
        PasswordTooLong => ("asNewPerson.password", "A password has at most 128 characters."),
        /// It is one of the most common.
        PasswordCommon => ("asNewPerson.password", "Many people use this password; choose another."),
        /// It is made of your name, your address or the organisation's name.
        PasswordPersonal => ("asNewPerson.password", "Others know these words about you; choose more."),
        /// It is soon guessed.
        PasswordWeak => ("asNewPerson.password", "This password is soon guessed; make it longer."),
    }
}

flaws!(Refused);

impl From<NotAName> for Refused {
    fn from(part: NotAName) -> Self {
        match part {
            NotAName::Given => Self::GivenNameInvalid,
            NotAName::Infix => Self::InfixInvalid,
            NotAName::Family => Self::FamilyNameInvalid,
        }
    }
}

/// Joins the account that asks, whatever address the invitation was mailed to: to hold the
/// link is the proof.
pub async fn accept_invitation(call: &Call, token: &str) -> Answer<Result<Joined, Refused>> {
    let signed = *call.viewer.signed()?;
    let Some(opened) = open(call, token, ACTION).await? else {
        return Ok(Err(Refused::LinkInvalid));
    };
    let tx = call.db.begin().await?;
    let member = match join(call, &tx, &opened, Who::Known(signed.user)).await? {
        Ok(member) => member,
        Err(refused) => {
            tx.rollback().await?;
            return Ok(Err(refused));
        }
    };
    let organization = opened.invitation.organization_id;
    tx.write(Entry::done(organization, ACTION, member).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(Joined { organization, member, signed_in: None }))
}

/// The mailed address becomes the new person's, since they read its mail.
pub async fn accept_invitation_as_new_person(
    call: &Call,
    hasher: &Hasher,
    token: &str,
    person: NewPerson,
) -> Answer<Result<Joined, Refused>> {
    let Some(opened) = open(call, token, ACTION).await? else {
        return Ok(Err(Refused::LinkInvalid));
    };
    let invitation = &opened.invitation;
    let organization = invitation.organization_id;
    let in_force = repo::policy::in_force(&call.db, call.clock.now()).await?;
    if in_force.is_none_or(|version| version.id != person.policy) {
        return Ok(Err(Refused::PolicyOutdated));
    }
    let stated = repo::belonging::membership(&call.db, organization, invitation.membership_id);
    let name = match (person.name, stated.await?) {
        (Some((given, infix, family)), _) => Name::try_new(&given, infix.as_deref(), &family),
        (None, Some(row)) => Name::try_new(&row.given_name, row.infix.as_deref(), &row.family_name),
        (None, None) => return Ok(Err(Refused::LinkInvalid)),
    };
    let name = match name {
        Ok(name) => name,
        Err(part) => return Ok(Err(part.into())),
    };
    let language = invitation.language.clone();
    let newcomer = Newcomer::new(call, name, invitation.address.clone(), language);
    let Newcomer { name, address, .. } = &newcomer;
    let words = Words::of([&*name.given, &*name.family, &**address, &*opened.told.organization]);
    let hash = match hasher.accept(&call.clock, person.password, words).await? {
        Ok(hash) => hash,
        Err(flaw) => return Ok(Err(flaw.into())),
    };
    let tx = call.db.begin().await?;
    let member = match join(call, &tx, &opened, Who::New(&newcomer, &hash)).await? {
        Ok(member) => member,
        Err(refused) => {
            tx.rollback().await?;
            return Ok(Err(refused));
        }
    };
    let signed_in = welcome(call, &tx, &newcomer, person.policy, person.transport).await?;
    let who = acting(call, newcomer.user, signed_in.issued.session);
    tx.write(Entry::done(organization, ACTION, member).by(&who)).await?;
    tx.commit().await?;
    Ok(Ok(Joined { organization, member, signed_in: Some(signed_in) }))
}

enum Who<'a> {
    Known(UserId),
    New(&'a Newcomer, &'a str),
}

/// The directory's version is raised first, so that of two who hold the link one joins.
async fn join(
    call: &Call,
    tx: &Tx,
    opened: &Opened,
    who: Who<'_>,
) -> Answer<Result<MembershipId, Refused>> {
    let (invitation, now) = (&opened.invitation, call.clock.now());
    let organization = invitation.organization_id;
    let version = repo::directory::raise_version(tx, organization).await?;
    let stated = repo::belonging::membership(tx, organization, invitation.membership_id).await?;
    let stated = stated.filter(|it| it.state == membership::State::Invited);
    let (true, Some(stated)) = (repo::link::spend(tx, opened.link, now).await?, stated) else {
        return Ok(Err(Refused::LinkInvalid));
    };
    let user = match who {
        Who::Known(user) => user,
        Who::New(newcomer, hash) => match settle(call, tx, newcomer, hash).await? {
            Ok(()) => newcomer.user,
            Err(AddressTaken) => return Ok(Err(Refused::AlreadyRegistered)),
        },
    };
    let accepted = invitation::State::Accepted;
    repo::invitation::close(tx, organization, stated.id, accepted, now).await?;
    let member = match repo::belonging::of_person(tx, organization, user).await? {
        None => membership::Model { person_id: Some(user), ..stated },
        Some(before) if before.state == membership::State::Left => {
            come_back(tx, stated, before, version).await?
        }
        Some(_) => return Ok(Err(Refused::AlreadyMember)),
    };
    let id = member.id;
    let state = membership::State::Active;
    let member = membership::Model { state, changed_in: version, ..member };
    repo::belonging::write(tx, member).await?;
    Ok(Ok(id))
}

/// Whoever left and is invited again is the member they were, as it is stated now.
async fn come_back(
    tx: &Tx,
    stated: membership::Model,
    before: membership::Model,
    version: i64,
) -> Answer<membership::Model> {
    let placeholder = membership::Model {
        state: membership::State::Left,
        external_id: None,
        manager_id: None,
        changed_in: version,
        ..stated.clone()
    };
    let (organization, from, to) = (stated.organization_id, stated.id, before.id);
    repo::belonging::write(tx, placeholder).await?;
    repo::belonging::take_over(tx, organization, from, to, version).await?;
    repo::invitation::hand_over(tx, organization, from, to).await?;
    Ok(membership::Model {
        id: before.id,
        person_id: before.person_id,
        external_id: stated.external_id.or(before.external_id),
        work_address: before.work_address,
        work_phone: before.work_phone,
        sessions_after: before.sessions_after,
        ..stated
    })
}
