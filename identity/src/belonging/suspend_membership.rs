//! Taking access away for a while, and giving it back.

use kernel::{Answer, Call, MembershipId, audit::Entry};

use super::desk::{Desk, seen};
use crate::{
    directory::Snapshots,
    entity::membership::State,
    policy::{self, is_last_administrator},
    repo,
};

kernel::problems! {
    /// Why the membership goes on as it was.
    NotSuspended as SuspendMembershipError, SuspendMembershipErrorCode {
        /// Only who takes part can be suspended.
        NotActive => ("membership", "This member does not take part now."),
        /// Nobody else could manage the organisation.
        LastAdministrator => ("membership", "This is the last administrator."),
    }
}

/// The very next request of the member is without this organisation.
pub async fn suspend_membership(
    call: &Call,
    snapshots: &Snapshots,
    id: MembershipId,
) -> Answer<Result<MembershipId, NotSuspended>> {
    let (standing, _) = seen(call, snapshots, id)?;
    let desk = open(call, &standing, "suspendMembership", id).await?;
    let member = desk.member(id)?;
    if member.state != State::Active {
        return desk.give_up(NotSuspended::NotActive).await;
    }
    if is_last_administrator(&desk.standing.snapshot, member) {
        return desk.give_up(NotSuspended::LastAdministrator).await;
    }
    set(desk, "suspendMembership", id, State::Suspended).await.map(Ok)
}

kernel::problems! {
    /// Why the membership stays suspended.
    NotReinstated as ReinstateMembershipError, ReinstateMembershipErrorCode {
        /// It is not suspended.
        NotSuspended => ("membership", "This membership is not suspended."),
    }
}

/// With the roles, the scope and the grants there were.
pub async fn reinstate_membership(
    call: &Call,
    snapshots: &Snapshots,
    id: MembershipId,
) -> Answer<Result<MembershipId, NotReinstated>> {
    let (standing, _) = seen(call, snapshots, id)?;
    let desk = open(call, &standing, "reinstateMembership", id).await?;
    if desk.member(id)?.state != State::Suspended {
        return desk.give_up(NotReinstated::NotSuspended).await;
    }
    set(desk, "reinstateMembership", id, State::Active).await.map(Ok)
}

async fn open<'a>(
    call: &'a Call,
    standing: &crate::Standing,
    action: &'static str,
    id: MembershipId,
) -> Answer<Desk<'a>> {
    Desk::open(call, standing, action, |it| policy::may_end(it, id)).await
}

async fn set(
    desk: Desk<'_>,
    action: &'static str,
    id: MembershipId,
    state: State,
) -> Answer<MembershipId> {
    let mut row = desk.row(id).await?;
    row.state = state;
    row.changed_in = desk.version;
    repo::belonging::write(&desk.tx, row).await?;
    let entry = Entry::done(desk.organization(), action, id);
    desk.close(entry).await?;
    Ok(id)
}
