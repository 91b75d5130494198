//! Another password, by whoever knows the one in use.

use kernel::{
    Answer, Call, Fault, Token,
    audit::{Entry, PLATFORM},
    outbox::Fact,
};

use super::{
    Hasher,
    doors::Doors,
    hashing::Verdict,
    password::{Flaw, Words, flaws},
};
use crate::repo;

const ACTION: &str = "changePassword";

pub struct ChangePassword {
    pub current: String,
    pub new: String,
}

kernel::problems! {
    /// Why the password stays.
    Refused as ChangePasswordError, ChangePasswordErrorCode {
        /// It is not the one in use.
        WrongPassword => ("currentPassword", "This is not your password."),
        /// It has fewer than 8 characters.
        PasswordTooShort => ("newPassword", "A password has at least 8 characters."),
        /// It has more than 128 characters.
        PasswordTooLong => ("newPassword", "A password has at most 128 characters."),
        /// It is one of the most common.
        PasswordCommon => ("newPassword", "Many people use this password; choose another."),
        /// It is made of your name, your address or an organisation's name.
        PasswordPersonal => ("newPassword", "Others know these words about you; choose more."),
        /// It is soon guessed.
        PasswordWeak => ("newPassword", "This password is soon guessed; make it longer."),
    }
}

flaws!(Refused);

/// All other sessions end, other devices are forgotten, no link that was mailed before adds an
/// address or resets the password, and the person is told by mail.
pub async fn change_password(
    call: &Call,
    hasher: &Hasher,
    input: ChangePassword,
) -> Answer<Result<(), Refused>> {
    let signed = *call.viewer.signed()?;
    let (user, now) = (signed.user, call.clock.now());
    let account = repo::account::by_person_unchecked(&call.db, user).await?;
    let account = account.ok_or_else(Fault::unauthenticated)?;
    let home = account.home.unwrap_or(PLATFORM);
    let doors = Doors::account(call, &user.to_string());
    let held = doors.look(call).await?;
    held.address_is_open()?;
    held.closed().map_or(Ok(()), |seconds| Err(Fault::rate_limited(seconds)))?;
    let stored = account.password_hash.clone();
    let verdict = hasher.verify(&call.clock, input.current, stored).await?;
    if verdict == Verdict::Wrong {
        let tx = call.db.begin().await?;
        let held = doors.lock(call, &tx).await?;
        held.count_first(&tx).await?;
        held.count_address(&tx).await?;
        tx.write(Entry::refused(home, ACTION).by(call)).await?;
        tx.commit().await?;
        return Ok(Err(Refused::WrongPassword));
    }
    let words = repo::account::words_unchecked(&call.db, user).await?;
    let words = Words::of(words.iter().map(String::as_str));
    let hash = match hasher.accept(&call.clock, input.new, words).await? {
        Ok(hash) => hash,
        Err(flaw) => return Ok(Err(flaw.into())),
    };
    let tx = call.db.begin().await?;
    if let Some(seconds) = doors.lock(call, &tx).await?.closed() {
        tx.rollback().await?;
        return Err(Fault::rate_limited(seconds));
    }
    // The links before the password, as whoever resets it spends them.
    repo::link::spend_all(&tx, user, now).await?;
    if !repo::account::is_unchanged(&tx, &account).await? {
        // By another request, while the hashes were computed.
        tx.rollback().await?;
        return Ok(Err(Refused::WrongPassword));
    }
    doors.forgive(&tx).await?;
    repo::account::set_password(&tx, user, &hash, now).await?;
    repo::session::end_all_but(&tx, user, Some(signed.session), now).await?;
    repo::session::proved_again(&tx, signed.session, now).await?;
    let device = call.origin.device.as_deref().and_then(Token::parse);
    let device = device.map(|token| token.hash()).unwrap_or_default();
    repo::session::forget_devices_but(&tx, user, device).await?;
    let fact = Fact { organization: home, topic: "account.password-changed", subject: user.0 };
    tx.write(fact.now(call)).await?;
    tx.write(Entry::done(home, ACTION, user).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
