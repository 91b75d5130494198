//! The addresses a person signs in with and is written to: claimed, proved, preferred, removed.

use kernel::{
    Answer, Call, EmailAddress, Fault, IdempotencyKey, Once, SessionId, Token, UserId,
    audit::{Entry, PLATFORM},
    outbox::Fact,
};
use sea_orm::SqlErr;
use uuid::Uuid;

use super::{acting, doors::Doors, fold, letter, link, register::send, sign_out::write_own_entry};
use crate::{
    entity::{link::Purpose, person_email},
    repo::{self, statement::row},
};

/// A person has at most so many addresses.
const MOST: usize = 10;

kernel::problems! {
    /// Why no mail was sent.
    NotAdded as AddEmailError, AddEmailErrorCode {
        /// You have proved it already.
        AlreadyYours => ("address", "This is one of your addresses."),
        /// You have ten addresses.
        TooMany => ("address", "You have ten addresses; remove one first."),
    }
}

/// Mails a link to the address. Whether it is another person's is not told: that is found out
/// by whoever reads its mail.
pub async fn add_email(
    call: &Call,
    address: EmailAddress,
    key: Option<&IdempotencyKey>,
) -> Answer<Result<(), NotAdded>> {
    let user = call.viewer.signed()?.user;
    let account = repo::account::by_person_unchecked(&call.db, user).await?;
    let home = account.and_then(|it| it.home).unwrap_or(PLATFORM);
    let once = key.map(|key| Once::new(call, home, "addEmail", key, address.as_str()));
    let once = once.transpose()?;
    if let Some(once) = &once
        && once.earlier(call).await?.is_some()
    {
        return Ok(Ok(()));
    }
    let folded = fold(address.as_str());
    let emails = repo::email::of(&call.db, user).await?;
    if emails.iter().any(|email| email.folded == folded) {
        return Ok(Err(NotAdded::AlreadyYours));
    }
    if emails.len() >= MOST {
        return Ok(Err(NotAdded::TooMany));
    }
    let link = link::draft(call, Purpose::Verification, Some(user), address.into_string());
    let entry = Entry::done(home, "addEmail", user).by(call);
    let claim = once.map(|once| once.claim(call, &[]));
    let writes = [entry].into_iter().chain(claim).collect();
    let doors = Doors::mail(call, &folded);
    send(call, &doors, Some(user), link, "account.verify", writes).await?;
    Ok(Ok(()))
}

kernel::problems! {
    /// Why the address is not yours yet.
    NotVerified as VerifyEmailError, VerifyEmailErrorCode {
        /// It was used, is over, or never was.
        LinkInvalid => ("token", "This link is no longer valid; add the address again."),
        /// Another account has proved it.
        AddressTaken => ("token", "Another account has this address."),
    }
}

/// Whoever reads the mail need not be signed in; the person who asked for it is answered, and
/// told at their primary address.
pub async fn verify_email(call: &Call, token: &str) -> Answer<Result<UserId, NotVerified>> {
    let now = call.clock.now();
    let doors = Doors::address(call);
    doors.look(call).await?.address_is_open()?;
    let hash = Token::parse(token).map(|token| token.hash()).unwrap_or_default();
    let link = repo::link::open(&call.db, hash, Purpose::Verification, now).await?;
    let opened = link.and_then(|link| Some((link.id, link.person_id?, link.address?)));
    let Some((link, user, address)) = opened else {
        doors.refuse(call, "verifyEmail").await?;
        return Ok(Err(NotVerified::LinkInvalid));
    };
    let tx = call.db.begin().await?;
    repo::email::lock(&tx, user).await?;
    let there = repo::email::of(&tx, user).await?.len();
    if !repo::link::spend(&tx, link, now).await? || there >= MOST {
        tx.rollback().await?;
        return Ok(Err(NotVerified::LinkInvalid));
    }
    let email = person_email::Model {
        id: call.clock.id(),
        person_id: user,
        folded: fold(&address),
        address,
        is_primary: there == 0,
        verified_at: now,
    };
    if let Err(error) = tx.write(row(email)).await {
        tx.rollback().await?;
        return match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Ok(Err(NotVerified::AddressTaken)),
            _ => Err(Fault::from(error)),
        };
    }
    if there > 0 {
        let topic = letter::ADDRESS_ADDED;
        let fact = Fact { organization: PLATFORM, topic, subject: user.0 };
        tx.write(fact.now(call)).await?;
    }
    let person = acting(call, user, SessionId(Uuid::nil()));
    write_own_entry(&person, &tx, user, |home| Entry::done(home, "verifyEmail", user)).await?;
    tx.commit().await?;
    Ok(Ok(user))
}

kernel::problems! {
    /// Why the address stays.
    NotRemoved as RemoveEmailError, RemoveEmailErrorCode {
        /// It is none of your addresses.
        NoSuchAddress => ("address", "This is none of your addresses."),
        /// Mail goes there; make another the primary one first.
        IsPrimary => ("address", "This is your primary address; choose another first."),
    }
}

/// Links that reset the password and were mailed to it open nothing any more.
pub async fn remove_email(
    call: &Call,
    address: &EmailAddress,
) -> Answer<Result<UserId, NotRemoved>> {
    let user = call.viewer.signed()?.user;
    let folded = fold(address.as_str());
    let tx = call.db.begin().await?;
    repo::email::lock(&tx, user).await?;
    let emails = repo::email::of(&tx, user).await?;
    let refused = match emails.iter().find(|email| email.folded == folded) {
        None => Some(NotRemoved::NoSuchAddress),
        Some(email) => email.is_primary.then_some(NotRemoved::IsPrimary),
    };
    if let Some(refused) = refused {
        tx.rollback().await?;
        return Ok(Err(refused));
    }
    repo::email::remove(&tx, user, &folded).await?;
    repo::link::spend_others(&tx, user, Purpose::Reset, call.clock.now()).await?;
    write_own_entry(call, &tx, user, |home| Entry::done(home, "removeEmail", user)).await?;
    tx.commit().await?;
    Ok(Ok(user))
}

kernel::problems! {
    /// Why mail goes where it went.
    NotSet as SetPrimaryEmailError, SetPrimaryEmailErrorCode {
        /// It is none of your addresses; add and verify it first.
        NoSuchAddress => ("address", "This is none of your addresses."),
    }
}

/// Mail goes to this one of the person's addresses.
pub async fn set_primary_email(
    call: &Call,
    address: &EmailAddress,
) -> Answer<Result<UserId, NotSet>> {
    let user = call.viewer.signed()?.user;
    let folded = fold(address.as_str());
    let tx = call.db.begin().await?;
    repo::email::lock(&tx, user).await?;
    if repo::email::of(&tx, user).await?.iter().all(|email| email.folded != folded) {
        tx.rollback().await?;
        return Ok(Err(NotSet::NoSuchAddress));
    }
    repo::email::set_primary(&tx, user, &folded).await?;
    write_own_entry(call, &tx, user, |home| Entry::done(home, "setPrimaryEmail", user)).await?;
    tx.commit().await?;
    Ok(Ok(user))
}
