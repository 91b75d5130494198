//! Another password, by whoever reads the mail of an address that was verified.

use kernel::{
    Answer, Call, EmailAddress, SessionId, Token,
    audit::{Entry, PLATFORM},
    outbox::Fact,
};
use uuid::Uuid;

use super::{
    Hasher, acting,
    doors::Doors,
    fold, link,
    password::{Flaw, Words, flaws},
    register::{send, stranger},
};
use crate::{entity::link::Purpose, repo};

const ACTION: &str = "resetPassword";

/// The same statements and the same answer, whether the account exists or not. A locked
/// account can be reset, and a mailbox that got many mails of other kinds gets this one.
pub async fn request_password_reset(call: &Call, email: EmailAddress) -> Answer<()> {
    let folded = fold(email.as_str());
    let account = repo::account::by_address_unchecked(&call.db, &folded).await?;
    let person = account.map(|it| it.person_id);
    let mut link = link::draft(call, Purpose::Reset, person, email.into_string());
    link.language = Some(call.origin.locale.as_str().to_owned());
    let entry = stranger(call, "requestPasswordReset");
    let doors = Doors::reset(call, &folded);
    send(call, &doors, None, link, super::letter::RESET, vec![entry]).await
}

pub struct ResetPassword {
    pub token: String,
    pub password: String,
}

kernel::problems! {
    /// Why the password stays.
    Refused as ResetPasswordError, ResetPasswordErrorCode {
        /// It was used, is over, or never was.
        LinkInvalid => ("token", "This link is no longer valid; ask for another."),
        /// It has fewer than 8 characters.
        PasswordTooShort => ("password", "A password has at least 8 characters."),
        /// It has more than 128 characters.
        PasswordTooLong => ("password", "A password has at most 128 characters."),
        /// It is one of the most common.
        PasswordCommon => ("password", "Many people use this password; choose another."),
        /// It is made of your name, your address or an organisation's name.
        PasswordPersonal => ("password", "Others know these words about you; choose more."),
        /// It is soon guessed.
        PasswordWeak => ("password", "This password is soon guessed; make it longer."),
    }
}

flaws!(Refused);

/// All sessions end, all devices are forgotten, no other link resets it again or adds an address
/// that was claimed before, and the person is told by mail. Nobody is signed in by it.
pub async fn reset_password(
    call: &Call,
    hasher: &Hasher,
    input: ResetPassword,
) -> Answer<Result<(), Refused>> {
    let now = call.clock.now();
    let doors = Doors::address(call);
    doors.look(call).await?.address_is_open()?;
    let hash = Token::parse(&input.token).map(|token| token.hash()).unwrap_or_default();
    let link = repo::link::open(&call.db, hash, Purpose::Reset, now).await?;
    let Some((link, user)) = link.and_then(|link| Some((link.id, link.person_id?))) else {
        doors.refuse(call, ACTION).await?;
        return Ok(Err(Refused::LinkInvalid));
    };
    let words = repo::account::words_unchecked(&call.db, user).await?;
    let words = Words::of(words.iter().map(String::as_str));
    let hash = match hasher.accept(&call.clock, input.password, words).await? {
        Ok(hash) => hash,
        Err(flaw) => return Ok(Err(flaw.into())),
    };
    let tx = call.db.begin().await?;
    let account = repo::account::by_person_unchecked(&tx, user).await?;
    let is_first = repo::link::spend(&tx, link, now).await?;
    let Some(account) = account.filter(|_| is_first) else {
        tx.rollback().await?;
        return Ok(Err(Refused::LinkInvalid));
    };
    repo::link::spend_all(&tx, user, now).await?;
    // The doors before the password, as whoever signs in locks them.
    for email in repo::email::of(&tx, user).await? {
        Doors::account(call, &email.folded).forgive(&tx).await?;
    }
    repo::account::set_password(&tx, user, &hash, now).await?;
    repo::session::end_all_but(&tx, user, None, now).await?;
    repo::session::forget_devices_but(&tx, user, vec![]).await?;
    let home = account.home.unwrap_or(PLATFORM);
    let fact = Fact { organization: home, topic: "account.password-changed", subject: user.0 };
    tx.write(fact.now(call)).await?;
    let person = acting(call, user, SessionId(Uuid::nil()));
    tx.write(Entry::done(home, ACTION, user).by(&person)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
