//! The second half of registration: the address is proved, a password is chosen, and the
//! privacy policy in force is accepted.

use kernel::{Answer, Call, Fault, PolicyVersionId, Token, audit::Entry};
use sea_orm::{DbErr, SqlErr};

use super::{
    Hasher, Name, Newcomer, SignedIn, Transport, acting,
    doors::Doors,
    password::{Flaw, Words, flaws},
    session,
    sign_in::Device,
};
use crate::{
    entity::{consent, link},
    repo,
};

const ACTION: &str = "completeRegistration";

pub struct CompleteRegistration {
    pub token: String,
    pub password: String,
    pub policy: PolicyVersionId,
    pub transport: Transport,
}

kernel::problems! {
    /// Why there is no account yet.
    Refused as CompleteRegistrationError, CompleteRegistrationErrorCode {
        /// It was used, is over, or never was.
        LinkInvalid => ("token", "This link is no longer valid; register again."),
        /// Another version of the privacy policy is in force.
        PolicyOutdated => ("policyVersion", "Accept the privacy policy that is in force."),
        /// The address got an account in the meantime.
        AlreadyRegistered => ("token", "There is an account with this address; sign in."),
        /// It has fewer than 8 characters.
        PasswordTooShort => ("password", "A password has at least 8 characters."),
        /// It has more than 128 characters.
        PasswordTooLong => ("password", "A password has at most 128 characters."),
        /// It is one of the most common.
        PasswordCommon => ("password", "Many people use this password; choose another."),
        /// It is made of your name, your address or the organisation's name.
        PasswordPersonal => ("password", "Others know these words about you; choose more."),
        /// It is soon guessed.
        PasswordWeak => ("password", "This password is soon guessed; make it longer."),
    }
}

flaws!(Refused);

/// The person, their address, their own organisation, the consent and a session; or nothing.
pub async fn complete_registration(
    call: &Call,
    hasher: &Hasher,
    input: CompleteRegistration,
) -> Answer<Result<SignedIn, Refused>> {
    let now = call.clock.now();
    let doors = Doors::address(call);
    doors.look(call).await?.address_is_open()?;
    let hash = Token::parse(&input.token).map(|token| token.hash()).unwrap_or_default();
    let link = repo::link::open(&call.db, hash, link::Purpose::Registration, now).await?;
    let Some((id, newcomer)) = link.and_then(|link| Some((link.id, invited(call, link)?))) else {
        doors.refuse(call, ACTION).await?;
        return Ok(Err(Refused::LinkInvalid));
    };
    let in_force = repo::policy::in_force(&call.db, now).await?;
    if in_force.is_none_or(|version| version.id != input.policy) {
        return Ok(Err(Refused::PolicyOutdated));
    }
    let Newcomer { name, address, .. } = &newcomer;
    let words = Words::of([&*name.given, &*name.family, &**address]);
    let hash = match hasher.accept(&call.clock, input.password, words).await? {
        Ok(hash) => hash,
        Err(flaw) => return Ok(Err(flaw.into())),
    };
    let tx = call.db.begin().await?;
    if !repo::link::spend(&tx, id, now).await? {
        tx.rollback().await?;
        return Ok(Err(Refused::LinkInvalid));
    }
    for row in newcomer.rows(call) {
        if let Err(error) = tx.write(row).await {
            tx.rollback().await?;
            return taken(error);
        }
    }
    repo::account::set_password(&tx, newcomer.user, &hash, now).await?;
    let consent = consent::Model {
        id: call.clock.id(),
        person_id: newcomer.user,
        policy_version_id: input.policy,
        accepted_at: now,
    };
    repo::policy::accept(&tx, consent).await?;
    let issued = session::open(call, &tx, newcomer.user, input.transport).await?;
    let device = Device::unknown().keep(call, &tx, newcomer.user).await?;
    let entry = Entry::done(newcomer.home, ACTION, newcomer.user);
    tx.write(entry.by(&acting(call, newcomer.user, issued.session))).await?;
    tx.commit().await?;
    Ok(Ok(SignedIn { issued, device }))
}

/// Whom the link was mailed to.
fn invited(call: &Call, link: link::Model) -> Option<Newcomer> {
    let name = Name { given: link.given_name?, infix: link.infix, family: link.family_name? };
    Some(Newcomer::new(call, name, link.address?, link.language?))
}

fn taken(error: DbErr) -> Answer<Result<SignedIn, Refused>> {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Ok(Err(Refused::AlreadyRegistered)),
        _ => Err(Fault::from(error)),
    }
}
