//! Whom a mail about something that happened in an organisation reaches.

use kernel::{Answer, Clock, Db, MembershipId, OrganizationId, UserId};
use uuid::Uuid;

use crate::{directory::display_name, repo, repo::email::Mailbox};

/// A member's mailbox, and how they are addressed.
#[derive(Clone, Debug)]
pub struct Addressee {
    pub person: UserId,
    /// Their primary address, which they have proved to read.
    pub to: String,
    /// Their name as they write it.
    pub name: String,
    /// A language tag.
    pub locale: String,
}

/// A member, to somebody who does not know the organisation.
#[derive(Clone, Debug)]
pub struct Introduction {
    pub name: String,
    pub organization: String,
}

/// Who writes to somebody from outside. None, if there is no such member. Read by the worker, for
/// no viewer.
pub async fn introduced_unchecked(
    db: &Db,
    organization: OrganizationId,
    member: MembershipId,
) -> Answer<Option<Introduction>> {
    let row = repo::email::introduced_unchecked(db, organization, member).await?;
    Ok(row.map(|row| Introduction {
        name: display_name(&row.given_name, row.infix.as_deref(), &row.family_name),
        organization: row.organization,
    }))
}

/// Whom a mail about feedback for this member reaches at once. None, if nobody takes part as this
/// member now, or if they chose to get no such mails. Read by the worker, for no viewer.
pub async fn told_of_feedback_unchecked(
    db: &Db,
    organization: OrganizationId,
    member: MembershipId,
) -> Answer<Option<Addressee>> {
    let row = repo::email::told_of_feedback_unchecked(db, organization, member, true).await?;
    Ok(row.map(Addressee::from))
}

/// Whom a summary of a day reaches: who chose it, and not to be told at once. Likewise.
pub async fn told_in_summary_unchecked(
    db: &Db,
    organization: OrganizationId,
    member: MembershipId,
) -> Answer<Option<Addressee>> {
    let row = repo::email::told_of_feedback_unchecked(db, organization, member, false).await?;
    Ok(row.map(Addressee::from))
}

/// Whether this fact has the day's one mail of its topic to a person: of all their organisations
/// together there is one, which names none of them. Asked again of the same fact, the answer is the
/// same. Read by the worker, for no viewer.
pub async fn is_todays_mail_unchecked(
    db: &Db,
    clock: &Clock,
    person: UserId,
    topic: &str,
    fact: Uuid,
) -> Answer<bool> {
    let today = clock.now().date_naive();
    Ok(repo::email::told_unchecked(db, person, topic, today, fact).await? == Some(fact))
}

impl From<Mailbox> for Addressee {
    fn from(row: Mailbox) -> Self {
        Self {
            person: row.person_id,
            name: display_name(&row.given_name, row.infix.as_deref(), &row.family_name),
            to: row.address,
            locale: row.language,
        }
    }
}
