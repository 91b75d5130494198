//! Turning mails off from within a mail, without a sign-in: RFC 8058.

use kernel::{Answer, Call, Secret, Token, UserId, audit::Entry};
use uuid::Uuid;

use super::sign_out::write_own_entry;
use crate::repo;

/// What the address in a mail carries: whose mails are turned off, signed. It opens nothing else.
pub fn unsubscribe_token(secret: &Secret, user: UserId) -> String {
    format!("{}{}", user.0.simple(), signature(secret, user).reveal())
}

/// From now on the person gets no mails about feedback, neither at once nor in summaries; what else
/// is mailed to them stays. False, if we never mailed this token, or the account is closed. Done again, it changes nothing.
pub async fn unsubscribe(call: &Call, token: &str) -> Answer<bool> {
    let Some(user) = user_of(&call.secret, token) else { return Ok(false) };
    let tx = call.db.begin().await?;
    let Some(mut person) = repo::profile::own(&tx, user).await? else {
        tx.rollback().await?;
        return Ok(false);
    };
    if !person.mail_on_feedback && !person.mail_digest {
        tx.rollback().await?;
        return Ok(true);
    }
    (person.mail_on_feedback, person.mail_digest) = (false, false);
    repo::profile::write_preferences(&tx, &person).await?;
    write_own_entry(call, &tx, user, |home| Entry::done(home, "unsubscribe", user)).await?;
    tx.commit().await?;
    Ok(true)
}

fn user_of(secret: &Secret, token: &str) -> Option<UserId> {
    let (id, given) = token.split_at_checked(32)?;
    let user = UserId(Uuid::try_parse(id).ok()?);
    // Nobody can steer a hash byte by byte.
    (Token::parse(given)?.hash() == signature(secret, user).hash()).then_some(user)
}

fn signature(secret: &Secret, user: UserId) -> Token {
    Token::new(secret.sign("unsubscribe", &[user.0.as_bytes()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_person_and_nobody_else_s_does() {
        let (one, other) = (Secret::new([1; 32]), Secret::new([2; 32]));
        let user = UserId(Uuid::from_u128(7));
        let token = unsubscribe_token(&one, user);
        assert_eq!(user_of(&one, &token), Some(user));
        assert_eq!(user_of(&other, &token), None);
        let forged = token.replacen("07", "08", 1);
        for wrong in ["", "ü", &token[1..], &forged, &format!("{token}0"), &"ü".repeat(32)] {
            assert_eq!(user_of(&one, wrong), None, "{wrong}");
        }
    }
}
