//! A file that becomes the directory, in one transaction.

use kernel::{Answer, Call, MembershipId, OrganizationId, Tx, audit, audit::Entry};

use super::{MOST_BYTES, Report, Stop, exists, plan::Plan, planned};
use crate::{
    account::{doors::mail_all, fold, line, link, link::Purpose},
    entity::membership::{Model as Member, State},
    organization::{require_manager, require_manager_still},
    repo::{self, directory_import::Writer, import_invitations::NewInvitation},
};

const APPLY: &str = "applyDirectoryImport";
/// Of a reason, in characters.
const REASON: usize = 500;

#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Mails an invitation to the work address of each invited member of the file to whom none
    /// is on its way.
    pub invite: bool,
    /// Why so many leave, or identifiers change hands: it is audited.
    pub force: Option<String>,
}

/// What came of it: nothing, if something refused it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub report: Report,
    /// How many were mailed an invitation.
    pub invited: usize,
    pub refused: Vec<Stop>,
}

/// Applied again, the same file changes nothing. It asks no policy: for whoever runs the
/// deployment, from its command line.
pub async fn apply(
    call: &Call,
    organization: OrganizationId,
    csv: &[u8],
    options: &Options,
) -> Answer<Outcome> {
    applied(call, organization, csv, options, false).await
}

async fn applied(
    call: &Call,
    organization: OrganizationId,
    csv: &[u8],
    options: &Options,
    by_administrator: bool,
) -> Answer<Outcome> {
    exists(call, organization).await?;
    let reason = match &options.force {
        None => None,
        Some(text) => match line(text, REASON) {
            Some(reason) => Some(reason),
            None => return Ok(Outcome::refused(Stop::ReasonInvalid)),
        },
    };
    let tx = call.db.begin().await?;
    let version = repo::directory::raise_version(&tx, organization).await?;
    let tx = if by_administrator {
        require_manager_still(call, tx, organization, APPLY).await?
    } else {
        tx
    };
    let plan = planned(call, &tx, organization, csv).await?;
    let report = plan.report();
    let forced = |stop: &&Stop| reason.is_some() && stop.can_be_forced();
    let refused: Vec<_> = report.stops.iter().filter(|stop| !forced(stop)).copied().collect();
    if !refused.is_empty() {
        tx.rollback().await?;
        return Ok(Outcome { report, invited: 0, refused });
    }
    let invited = write(call, &tx, organization, version, &plan, options.invite).await?;
    let done = |action| Entry::done(organization, action, organization);
    let entry = match reason.filter(|_| !report.stops.is_empty()) {
        Some(reason) => done("forceDirectoryImport").by_because(call, &reason),
        None => done(APPLY).by(call),
    };
    tx.write(entry).await?;
    tx.commit().await?;
    Ok(Outcome { report, invited, refused })
}

/// The same for an administrator of everybody.
pub async fn apply_as_administrator(
    call: &Call,
    organization: OrganizationId,
    csv: &[u8],
    options: &Options,
) -> Answer<Outcome> {
    let may = require_manager(&call.viewer, organization);
    audit::logged(call, organization, APPLY, may).await?;
    if csv.len() > MOST_BYTES {
        return Ok(Outcome::refused(Stop::FileTooLarge));
    }
    applied(call, organization, csv, options, true).await
}

impl Outcome {
    fn refused(stop: Stop) -> Self {
        Self { report: Report::default(), invited: 0, refused: vec![stop] }
    }
}

/// One statement for each kind of change, however many rows there are. Who leaves goes first,
/// so that numbers and managers are free for the rest.
async fn write(
    call: &Call,
    tx: &Tx,
    organization: OrganizationId,
    version: i64,
    plan: &Plan,
    invite: bool,
) -> Answer<usize> {
    let writer = Writer { tx, organization, version };
    if !plan.left.is_empty() {
        writer.leave(&plan.left, call.clock.now()).await?;
    }
    if !plan.renumbered.is_empty() {
        writer.drop_numbers(&plan.renumbered).await?;
    }
    if !plan.added.is_empty() {
        writer.add(&plan.added).await?;
    }
    if !plan.changed.is_empty() {
        writer.change(&plan.changed).await?;
        writer.end_coaching(call.clock.now()).await?;
    }
    if !invite {
        return Ok(0);
    }
    let now = call.clock.now();
    let waiting = repo::directory_import::waiting(tx, organization, now).await?;
    let fresh = plan.stated.iter().filter(|it| it.state == State::Invited);
    let fresh = fresh.filter(|it| !waiting.contains(&it.id));
    let mut invitations: Vec<_> = fresh.filter_map(|it| invitation(call, it)).collect();
    if !invitations.is_empty() {
        let address = |it: &NewInvitation| fold(it.link.address.as_deref().unwrap_or_default());
        let mailboxes: Vec<_> = invitations.iter().map(address).collect();
        let open = mail_all(tx, &mailboxes, now).await?;
        for (invitation, open) in invitations.iter_mut().zip(open) {
            invitation.is_mailed = open;
        }
        let inviter = call.viewer.within(organization).map(|place| place.member);
        let language = call.origin.locale.as_str();
        writer.invite(&invitations, inviter, language, now).await?;
    }
    Ok(invitations.iter().filter(|it| it.is_mailed).count())
}

/// None, for who has no work address.
fn invitation(call: &Call, member: &Member) -> Option<NewInvitation> {
    let address = member.work_address.clone()?;
    let link = link::draft(call, Purpose::Invitation, None, address);
    let member: MembershipId = member.id;
    Some(NewInvitation {
        id: call.clock.id(),
        member,
        outbox: call.clock.id(),
        link,
        is_mailed: true,
    })
}
