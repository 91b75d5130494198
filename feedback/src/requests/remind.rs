//! Mails to those who are asked: at first, after three and five days, and a day before the last;
//! one in a day and not one for each request, and none after an answer or a no.

use std::collections::HashMap;

use kernel::{Answer, Clock, Db, MembershipId, OrganizationId, outbox::Fact};

use super::{
    Standing,
    entity::invitation::Model,
    repo::reminders::{AT_ONCE, due_unchecked, put_off},
    schedule,
};

/// Its subject is the request.
pub const ASKED: &str = "feedback.asked";
/// Its subject is the request, its recipient a member who is asked.
pub const REQUEST: &str = "feedback.request-received";
/// Its subject is the invitation that was answered.
pub const ANSWERED: &str = "feedback.request-answered";
/// Its subject is the member who is asked.
pub const AWAITED: &str = "feedback.awaited";
/// The same, of what can be answered today alone, after the day's mail was made.
pub const AWAITED_TODAY: &str = "feedback.awaited-today";
/// Its subject is the invitation of somebody from outside.
pub const LINK: &str = "feedback.link";

/// Who gets one mail.
#[derive(PartialEq, Eq, Hash)]
enum Mailbox {
    Member(MembershipId),
    /// As it is compared, and not as it is written.
    Address(String),
}

/// Hands on what is due, of one organisation or of all; how many mails that are is answered. Any
/// number of processes may do it at once: of a mailbox's mail of the day there is one.
pub async fn remind(db: &Db, clock: &Clock, of: Option<OrganizationId>) -> Answer<u64> {
    let mut mails = 0;
    // Each round puts off what it looks at, so that the last one comes.
    loop {
        let due = due_unchecked(db, of, clock.now()).await?;
        let last = due.len() < AT_ONCE;
        mails += round(db, clock, due).await?;
        if last {
            return Ok(mails);
        }
    }
}

async fn round(db: &Db, clock: &Clock, due: Vec<Model>) -> Answer<u64> {
    let mut mailboxes: HashMap<_, Vec<_>> = HashMap::new();
    let mut forgotten = vec![];
    for row in due {
        let mailbox = match (row.member_id, &row.external_address) {
            (Some(member), _) => Mailbox::Member(member),
            (None, Some(address)) => Mailbox::Address(address.to_lowercase()),
            (None, None) => {
                forgotten.push(put_off(&row, None));
                continue;
            }
        };
        mailboxes.entry((row.organization_id, mailbox)).or_default().push(row);
    }
    if !forgotten.is_empty() {
        db.write_all(forgotten).await?;
    }
    let (mut mails, mut failed) = (0, None);
    // Where one cannot be written to, the others are; it is tried again in the next round.
    for ((organization, mailbox), rows) in mailboxes {
        match mail(db, clock, organization, &mailbox, rows).await {
            Ok(told) => mails += u64::from(told),
            Err(fault) => failed = Some(fault),
        }
    }
    failed.map_or(Ok(mails), Err)
}

/// Whether there is one more mail. A member's tells of all that waits for them; one to
/// somebody from outside has one link, and the others wait until tomorrow: but what can be
/// answered today alone is told today.
async fn mail(
    db: &Db,
    clock: &Clock,
    organization: OrganizationId,
    mailbox: &Mailbox,
    rows: Vec<Model>,
) -> Answer<bool> {
    let now = clock.now();
    let day = now.date_naive();
    let (open, over): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| Standing::of(row, day) == Standing::Open);
    let tx = db.begin().await?;
    for row in &over {
        tx.write(put_off(row, None)).await?;
    }
    let Some(first) = open.first() else {
        tx.commit().await?;
        return Ok(false);
    };
    let (topic, subject, whose) = match mailbox {
        Mailbox::Member(member) => (AWAITED, member.0, member.0.as_bytes().to_vec()),
        Mailbox::Address(address) => (LINK, first.id.0, address.clone().into_bytes()),
    };
    let fact = Fact { organization, topic, subject };
    let fresh = tx.write(fact.once(&[&whose, day.to_string().as_bytes()], now)).await? > 0;
    let told = match mailbox {
        _ if !fresh => 0,
        Mailbox::Member(_) => open.len(),
        Mailbox::Address(_) => 1,
    };
    let mut late = false;
    for row in open.iter().skip(told).filter(|row| row.due_on == day) {
        let (topic, subject, whose) = match mailbox {
            Mailbox::Member(member) => (AWAITED_TODAY, member.0, member.0),
            Mailbox::Address(_) => (LINK, row.id.0, row.id.0),
        };
        let fact = Fact { organization, topic, subject };
        let once = fact.once(&[b"today", whose.as_bytes(), day.to_string().as_bytes()], now);
        late |= tx.write(once).await? > 0;
    }
    for (n, row) in open.iter().enumerate() {
        let tomorrow = || day.succ_opt().map(|day| day.and_time(row.invited_at.time()).and_utc());
        let next =
            if n < told { schedule::next(row.invited_at, row.due_on, now) } else { tomorrow() };
        tx.write(put_off(row, next)).await?;
    }
    tx.commit().await?;
    Ok(fresh || late)
}
