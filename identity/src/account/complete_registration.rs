//! The second half of registration: the address is proved, a password is chosen, and the
//! privacy policy in force is accepted.

use kernel::{Answer, Call, PolicyVersionId, Token, audit::Entry};

use super::{
    Hasher, Name, Newcomer, SignedIn, Transport, acting,
    doors::Doors,
    password::{Flaw, Words, flaws},
    settle::{AddressTaken, settle, welcome},
};
use crate::{entity::link, repo};

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
    if let Err(AddressTaken) = settle(call, &tx, &newcomer, &hash).await? {
        tx.rollback().await?;
        return Ok(Err(Refused::AlreadyRegistered));
    }
    let signed_in = welcome(call, &tx, &newcomer, input.policy, input.transport).await?;
    let entry = Entry::done(newcomer.home, ACTION, newcomer.user);
    tx.write(entry.by(&acting(call, newcomer.user, signed_in.issued.session))).await?;
    tx.commit().await?;
    Ok(Ok(signed_in))
}

/// Whom the link was mailed to.
fn invited(call: &Call, link: link::Model) -> Option<Newcomer> {
    let name = Name { given: link.given_name?, infix: link.infix, family: link.family_name? };
    Some(Newcomer::new(call, name, link.address?, link.language?))
}
