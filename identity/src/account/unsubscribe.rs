//! Turning mails off from within a mail, without a sign-in: RFC 8058.

use chrono::{DateTime, Days, NaiveDate};
use kernel::{Answer, Call, Secret, Token, UserId, audit::Entry};
use uuid::Uuid;

use super::sign_out::write_own_entry;
use crate::repo;

/// For so long after it was sent a mail turns off its kind; whoever finds an old one later cannot.
const VALID: Days = Days::new(60);
/// Of a day, in hexadecimal digits.
const DAY: usize = 8;
/// Of a person's id.
const ID: usize = 32;

/// Which mails of those that can be turned off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mails {
    /// Of each thing, as soon as it is so.
    AtOnce,
    /// Of a day.
    Summaries,
}

impl Mails {
    const ALL: [Self; 2] = [Self::AtOnce, Self::Summaries];

    fn word(self) -> &'static str {
        match self {
            Self::AtOnce => "m",
            Self::Summaries => "s",
        }
    }
}

/// What the address in a mail of this day carries: which of whose mails are turned off, signed.
/// It opens nothing else.
pub fn unsubscribe_token(secret: &Secret, user: UserId, mails: Mails, day: NaiveDate) -> String {
    let (word, day) = (mails.word(), number(day));
    let signature = signature(secret, mails, day, user);
    format!("{word}{day:08x}{}{}", user.0.simple(), signature.reveal())
}

/// From now on the person gets no such mails; others, and what else is mailed to them, stay.
/// False, if we never mailed this token, or long ago, or the account is closed. Done again, it
/// changes nothing.
pub async fn unsubscribe(call: &Call, token: &str) -> Answer<bool> {
    let today = call.clock.now().date_naive();
    let Some((user, mails)) = opened(&call.secret, token, today) else { return Ok(false) };
    let tx = call.db.begin().await?;
    let Some(mut person) = repo::profile::own(&tx, user).await? else {
        tx.rollback().await?;
        return Ok(false);
    };
    let wanted = match mails {
        Mails::AtOnce => &mut person.mail_on_feedback,
        Mails::Summaries => &mut person.mail_digest,
    };
    if !std::mem::replace(wanted, false) {
        tx.rollback().await?;
        return Ok(true);
    }
    repo::profile::write_preferences(&tx, &person).await?;
    write_own_entry(call, &tx, user, |home| Entry::done(home, "unsubscribe", user)).await?;
    tx.commit().await?;
    Ok(true)
}

fn opened(secret: &Secret, token: &str, today: NaiveDate) -> Option<(UserId, Mails)> {
    let mails = Mails::ALL.into_iter().find(|it| token.starts_with(it.word()))?;
    let (day, rest) = token.get(mails.word().len()..)?.split_at_checked(DAY)?;
    let (id, given) = rest.split_at_checked(ID)?;
    let (day, user) = (u32::from_str_radix(day, 16).ok()?, UserId(Uuid::try_parse(id).ok()?));
    let sent = DateTime::UNIX_EPOCH.date_naive() + Days::new(day.into());
    // Nobody can steer a hash byte by byte.
    let ours = Token::parse(given)?.hash() == signature(secret, mails, day, user).hash();
    (ours && today <= sent + VALID).then_some((user, mails))
}

fn number(day: NaiveDate) -> u32 {
    let days = (day - DateTime::UNIX_EPOCH.date_naive()).num_days();
    u32::try_from(days).unwrap_or_default()
}

fn signature(secret: &Secret, mails: Mails, day: u32, user: UserId) -> Token {
    let parts = [mails.word().as_bytes(), &day.to_be_bytes(), user.0.as_bytes()];
    Token::new(secret.sign("unsubscribe", &parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(of: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + Days::new(of.into())
    }

    #[test]
    fn a_token_names_its_person_and_kind_and_nobody_else_s_does() {
        let (one, other) = (Secret::new([1; 32]), Secret::new([2; 32]));
        let user = UserId(Uuid::from_u128(7));
        for mails in Mails::ALL {
            let token = unsubscribe_token(&one, user, mails, day(0));
            let of = |secret, token: &str| opened(secret, token, day(3));
            assert_eq!(of(&one, &token), Some((user, mails)));
            assert_eq!(of(&other, &token), None);
            let forged = token.replacen("07", "08", 1);
            let other_kind =
                token.replacen(['m', 's'], if mails == Mails::AtOnce { "s" } else { "m" }, 1);
            for wrong in [
                "",
                "ü",
                &token[1..],
                &forged,
                &other_kind,
                &format!("{token}0"),
                &"ü".repeat(32),
                "müüüüüüüü",
                &token[..20],
            ] {
                assert_eq!(of(&one, wrong), None, "{wrong}");
            }
        }
    }

    #[test]
    fn a_token_is_over_after_sixty_days() {
        let (secret, user) = (Secret::new([1; 32]), UserId(Uuid::from_u128(7)));
        let token = unsubscribe_token(&secret, user, Mails::AtOnce, day(0));
        assert!(opened(&secret, &token, day(60)).is_some());
        assert!(opened(&secret, &token, day(61)).is_none());
        let newer = token.replacen(
            &format!("{:08x}", number(day(0))),
            &format!("{:08x}", number(day(9))),
            1,
        );
        assert!(newer != token && opened(&secret, &newer, day(9)).is_none(), "its day is signed");
    }
}
