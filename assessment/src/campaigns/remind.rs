//! Mails to those who are invited: when it opens, after three and five days, and a day before the
//! close; one in a day and not one for each campaign, and none after an answer, a no, or a ticket.

use std::collections::HashMap;

use kernel::{Answer, CampaignId, Clock, Db, MembershipId, OrganizationId, outbox::Fact};

use super::{
    InvitationState, Mode, State, campaign,
    invitation::Model,
    repo::reminders::{AT_ONCE, campaigns_unchecked, due_unchecked, put_off},
    schedule, takes_answers,
};

/// Its subject is the campaign to which somebody was invited just now.
pub const INVITED: &str = "campaign.invited";
/// Its subject is the member who is invited.
pub const AWAITED: &str = "campaign.awaited";
/// Its subject is the invitation of somebody from outside.
pub const LINK: &str = "campaign.link";

/// Who gets one mail.
#[derive(PartialEq, Eq, Hash)]
enum Mailbox {
    Member(MembershipId),
    /// As it is compared, and not as it is written.
    Address(String),
}

type Campaigns = HashMap<(OrganizationId, CampaignId), campaign::Model>;

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
    let mut ids: Vec<_> = due.iter().map(|row| row.campaign_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let campaigns = campaigns_unchecked(db, ids).await?.into_iter();
    let campaigns: Campaigns = campaigns.map(|it| ((it.organization_id, it.id), it)).collect();
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
        match mail(db, clock, organization, &mailbox, rows, &campaigns).await {
            Ok(told) => mails += u64::from(told),
            Err(fault) => failed = Some(fault),
        }
    }
    failed.map_or(Ok(mails), Err)
}

/// What is to be done about one of them.
enum Due {
    Mail,
    /// It is paused.
    Later,
    Never,
}

fn due(row: &Model, of: Option<&campaign::Model>, clock: &Clock) -> Due {
    let Some(of) = of else { return Due::Never };
    let waits = match row.state {
        InvitationState::Invited => true,
        // Whoever drew a ticket answers by that alone.
        InvitationState::Opened => of.mode != Mode::Anonymous,
        _ => false,
    };
    let now = clock.now();
    match of.state {
        _ if !waits || row.muted => Due::Never,
        State::Live if takes_answers(of, now) => Due::Mail,
        State::Live | State::Paused if now < of.closes_at => Due::Later,
        _ => Due::Never,
    }
}

/// Whether there is one more mail. A member's tells of all that waits for them; one to somebody
/// from outside has one link, and the others wait until tomorrow.
async fn mail(
    db: &Db,
    clock: &Clock,
    organization: OrganizationId,
    mailbox: &Mailbox,
    rows: Vec<Model>,
    campaigns: &Campaigns,
) -> Answer<bool> {
    let now = clock.now();
    let day = now.date_naive();
    let tomorrow =
        |row: &Model| day.succ_opt().map(|day| day.and_time(row.invited_at.time()).and_utc());
    let tx = db.begin().await?;
    let mut open = vec![];
    for row in &rows {
        let of = campaigns.get(&(row.organization_id, row.campaign_id));
        match (due(row, of, clock), of) {
            (Due::Mail, Some(of)) => open.push((row, of)),
            (Due::Later, _) => drop(tx.write(put_off(row, tomorrow(row))).await?),
            _ => drop(tx.write(put_off(row, None)).await?),
        }
    }
    let Some((first, _)) = open.first() else {
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
    for (n, (row, of)) in open.iter().enumerate() {
        let next = schedule::next(row.invited_at, of.closes_at, now);
        let next = if n < told { next } else { tomorrow(row) };
        tx.write(put_off(row, next)).await?;
    }
    tx.commit().await?;
    Ok(fresh)
}
