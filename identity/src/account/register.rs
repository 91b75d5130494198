//! Asking for an account. Whoever reads the mail at that address completes it.

use kernel::{
    Answer, Call, EmailAddress, Locale, UserId, Write,
    audit::{Entry, Outcome, PLATFORM},
    outbox::Fact,
};

use sea_orm::SqlErr;

use super::{
    Name,
    doors::{Doors, ask},
    fold, link,
    link::Purpose,
    name::NotAName,
};
use crate::repo;

pub struct Register {
    pub email: EmailAddress,
    pub given: String,
    pub infix: Option<String>,
    pub family: String,
    /// Of the mail and, later, of the account.
    pub language: Option<Locale>,
}

kernel::problems! {
    /// Why no mail was sent.
    Refused as RegisterError, RegisterErrorCode {
        /// It has 1 to 200 characters on one line.
        GivenNameInvalid => ("name.given", "A given name has 1 to 200 characters."),
        /// It has at most 200 characters on one line.
        InfixInvalid => ("name.infix", "An infix has at most 200 characters."),
        /// It has 1 to 200 characters on one line.
        FamilyNameInvalid => ("name.family", "A family name has 1 to 200 characters."),
    }
}

impl From<NotAName> for Refused {
    fn from(part: NotAName) -> Self {
        match part {
            NotAName::Given => Self::GivenNameInvalid,
            NotAName::Infix => Self::InfixInvalid,
            NotAName::Family => Self::FamilyNameInvalid,
        }
    }
}

/// The same statements and the same answer, whether the account exists or not; only the mail
/// differs. If it exists, the mail says so and offers another password.
pub async fn register(call: &Call, input: Register) -> Answer<Result<(), Refused>> {
    let name = match Name::try_new(&input.given, input.infix.as_deref(), &input.family) {
        Ok(name) => name,
        Err(part) => return Ok(Err(part.into())),
    };
    let folded = fold(input.email.as_str());
    let account = repo::account::by_address_unchecked(&call.db, &folded).await?;
    let person = account.map(|it| it.person_id);
    let (purpose, topic) = match person {
        None => (Purpose::Registration, "account.registration"),
        Some(_) => (Purpose::Reset, "account.exists"),
    };
    let mut link = link::draft(call, purpose, person, input.email.into_string());
    let language = input.language.as_ref().unwrap_or(&call.origin.locale);
    link.given_name = Some(name.given);
    link.infix = name.infix;
    link.family_name = Some(name.family);
    link.language = Some(language.as_str().to_owned());
    let doors = Doors::mail(call, &folded);
    send(call, &doors, None, link, topic, vec![stranger(call, "register")]).await?;
    Ok(Ok(()))
}

/// The entry of somebody who is not signed in.
pub(super) fn stranger(call: &Call, action: &'static str) -> Write {
    let (subject, outcome) = (None, Outcome::Done);
    let entry = Entry { organization: PLATFORM, action, subject, outcome, counted: None };
    entry.by(call)
}

/// A mail to an address that nobody has proved to read: counted against whoever asked for it,
/// also against the person where they are signed in, and sent unless the mailbox got many of
/// them lately. Whether it is sent is not told.
/// The entry of the audit log is among the writes.
pub(super) async fn send(
    call: &Call,
    doors: &Doors,
    asker: Option<UserId>,
    link: crate::entity::link::Model,
    topic: &'static str,
    writes: Vec<Write>,
) -> Answer<()> {
    doors.look(call).await?.address_is_open()?;
    let tx = call.db.begin().await?;
    let held = doors.lock(call, &tx).await?;
    held.address_is_open()?;
    held.count_address(&tx).await?;
    if let Some(asker) = asker {
        ask(call, &tx, asker).await?;
    }
    if held.closed().is_none() {
        held.count_first(&tx).await?;
        let fact = Fact { organization: PLATFORM, topic, subject: link.id };
        tx.write(link::write(link)).await?;
        tx.write(fact.now(call)).await?;
    }
    for write in writes {
        if let Err(error) = tx.write(write).await {
            tx.rollback().await?;
            // The claim of an attempt that was made at the same time.
            let is_taken = matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)));
            return if is_taken { Ok(()) } else { Err(error.into()) };
        }
    }
    Ok(tx.commit().await?)
}
