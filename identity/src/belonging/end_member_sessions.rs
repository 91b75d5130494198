//! Sessions that began before do not count in an organisation any more.

use kernel::{Answer, Call, MembershipId, audit::Entry};

use super::desk::{Desk, seen};
use crate::{directory::Snapshots, policy, repo};

const ACTION: &str = "endMemberSessions";

/// The person stays signed in elsewhere, and comes back by signing in anew.
pub async fn end_member_sessions(
    call: &Call,
    snapshots: &Snapshots,
    id: MembershipId,
) -> Answer<MembershipId> {
    let (standing, _) = seen(call, snapshots, id)?;
    let may = |it: &_| policy::may_end_sessions(it, id);
    let desk = Desk::open(call, &standing, ACTION, may).await?;
    let mut row = desk.row(id).await?;
    row.sessions_after = Some(call.clock.now());
    row.changed_in = desk.version;
    repo::belonging::write(&desk.tx, row).await?;
    let entry = Entry::done(desk.organization(), ACTION, id);
    desk.close(entry).await?;
    Ok(id)
}
