//! What a mail about an account says, read when it is sent and not when it was asked for.

use chrono::{DateTime, Utc};
use kernel::{Answer, Clock, CoachGrantId, Db, Secret, Token, UserId};
use uuid::Uuid;

use super::{fold, link};
use crate::{
    directory::display_name,
    entity::{link::Model as Link, link::Purpose, person::Model as Person},
    repo,
};

/// One mail to one address.
#[derive(Clone, Debug)]
pub struct Letter {
    pub kind: LetterKind,
    /// Where it goes. A token that opens an account goes only where its person has proved to
    /// read, in the spelling they proved.
    pub to: String,
    /// The person's name as they write it. A stranger has none: what somebody typed into a
    /// form is not mailed to others.
    pub name: Option<String>,
    /// A language tag.
    pub locale: String,
    /// What its link carries.
    pub token: Option<Token>,
    /// When the link is over.
    pub expires_at: Option<DateTime<Utc>>,
    /// The name of the organisation it is about.
    pub organization: Option<String>,
    /// Who did it: who invites, or the coach whom a grant lets in.
    pub by: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterKind {
    /// Complete your registration.
    Registration,
    /// Somebody registers with your address, and you have an account.
    AccountExists,
    /// Choose another password.
    Reset,
    /// Prove that you read this address.
    Verification,
    /// Your password was changed.
    PasswordChanged,
    /// An address was added to your account.
    AddressAdded,
    /// An organisation invites you to belong to it.
    Invitation,
    /// A coach is let in on what is about you.
    CoachGranted,
    /// A coach is no longer let in on what is about you.
    CoachRevoked,
}

/// Its subject is the person.
pub const ADDRESS_ADDED: &str = "account.address-added";
/// Its subject is the link.
pub const RESET: &str = "account.reset";
/// Its subject is the link.
pub const INVITATION: &str = "account.invitation";
/// Its subject is the grant.
pub const COACH_GRANTED: &str = "account.coach-granted";
/// Its subject is the grant.
pub const COACH_REVOKED: &str = "account.coach-revoked";

impl LetterKind {
    /// None, if the topic is not of accounts.
    pub fn of(topic: &str) -> Option<Self> {
        Some(match topic {
            "account.registration" => Self::Registration,
            "account.exists" => Self::AccountExists,
            RESET => Self::Reset,
            "account.verify" => Self::Verification,
            "account.password-changed" => Self::PasswordChanged,
            ADDRESS_ADDED => Self::AddressAdded,
            INVITATION => Self::Invitation,
            COACH_GRANTED => Self::CoachGranted,
            COACH_REVOKED => Self::CoachRevoked,
            _ => return None,
        })
    }
}

/// None, if there is nothing to send (any more): the link was used or is over, nobody has the
/// address, the account was closed, or the topic is not of accounts.
pub async fn letter(
    db: &Db,
    secret: &Secret,
    clock: &Clock,
    topic: &str,
    subject: Uuid,
) -> Answer<Option<Letter>> {
    let Some(kind) = LetterKind::of(topic) else { return Ok(None) };
    match kind {
        LetterKind::PasswordChanged | LetterKind::AddressAdded => {
            return to_primary(db, UserId(subject), kind).await;
        }
        LetterKind::CoachGranted | LetterKind::CoachRevoked => {
            return to_client(db, CoachGrantId(subject), kind).await;
        }
        _ => {}
    }
    let now = clock.now();
    let link = repo::link::by_id_unchecked(db, subject).await?;
    let Some(link) = link.filter(|link| link.used_at.is_none() && link.expires_at > now) else {
        return Ok(None);
    };
    if link.purpose == Purpose::Invitation {
        return invitation(db, secret, &link).await;
    }
    let address = match (link.purpose, link.person_id) {
        (Purpose::Registration, _) => (link.address.clone(), None),
        (Purpose::Verification, Some(user)) => {
            (link.address.clone(), repo::profile::own(db, user).await?)
        }
        (Purpose::Reset, Some(user)) => {
            (proved(db, user, &link).await?, repo::profile::own(db, user).await?)
        }
        _ => (None, None),
    };
    let (Some(to), person) = address else { return Ok(None) };
    if person.is_none() && link.person_id.is_some() {
        return Ok(None);
    }
    let locale = person.as_ref().map(|it| it.language.clone()).or(link.language);
    Ok(Some(Letter {
        kind,
        to,
        name: person.as_ref().map(name),
        locale: locale.unwrap_or_else(|| "en".to_owned()),
        token: Some(link::token(secret, link.id)),
        expires_at: Some(link.expires_at),
        organization: None,
        by: None,
    }))
}

/// Goes where the organisation said, whosever address that is. The name it stated is not
/// mailed: to whom the mail comes is not proved.
async fn invitation(db: &Db, secret: &Secret, link: &Link) -> Answer<Option<Letter>> {
    let told = repo::invitation::told_unchecked(db, link.subject_id.unwrap_or_default()).await?;
    Ok(told.map(|told| Letter {
        kind: LetterKind::Invitation,
        by: told.inviter(),
        to: told.address,
        name: None,
        locale: told.language,
        token: Some(link::token(secret, link.id)),
        expires_at: Some(link.expires_at),
        organization: Some(told.organization),
    }))
}

/// Every grant is shown to the person it concerns.
async fn to_client(db: &Db, grant: CoachGrantId, kind: LetterKind) -> Answer<Option<Letter>> {
    let Some(told) = repo::coach_grant::told_unchecked(db, grant).await? else { return Ok(None) };
    let letter = to_primary(db, told.client, kind).await?;
    let (organization, by) = (Some(told.organization.clone()), Some(told.coach()));
    Ok(letter.map(|letter| Letter { organization, by, ..letter }))
}

/// The spelling that was proved: another one that folds to the same may be another's mailbox.
async fn proved(db: &Db, user: UserId, link: &Link) -> Answer<Option<String>> {
    let folded = link.address.as_deref().map(fold);
    let emails = repo::email::of(db, user).await?;
    let email = emails.into_iter().find(|email| Some(&email.folded) == folded.as_ref());
    Ok(email.map(|email| email.address))
}

async fn to_primary(db: &Db, user: UserId, kind: LetterKind) -> Answer<Option<Letter>> {
    let emails = repo::email::of(db, user).await?;
    let primary = emails.into_iter().find(|email| email.is_primary);
    let person = repo::profile::own(db, user).await?;
    Ok(primary.zip(person).map(|(email, person)| Letter {
        kind,
        to: email.address,
        name: Some(name(&person)),
        locale: person.language,
        token: None,
        expires_at: None,
        organization: None,
        by: None,
    }))
}

fn name(person: &Person) -> String {
    display_name(&person.given_name, person.infix.as_deref(), &person.family_name)
}
