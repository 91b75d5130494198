//! Ending a membership for good: an administrator's doing, or the member's own.

use kernel::{Answer, Call, MembershipId, OrganizationId, audit::Entry};

use super::desk::{Desk, seen, standing};
use crate::{
    directory::Snapshots,
    entity::{invitation, membership::State},
    policy::{self, is_last_administrator},
    repo,
};

kernel::problems! {
    /// Why the membership goes on.
    NotEnded as EndMembershipError, EndMembershipErrorCode {
        /// It has ended already.
        Ended => ("membership", "This membership has ended."),
        /// Nobody else could manage the organisation.
        LastAdministrator => ("membership", "This is the last administrator."),
    }
}

/// What was written stays, under the member's name.
pub async fn end_membership(
    call: &Call,
    snapshots: &Snapshots,
    id: MembershipId,
) -> Answer<Result<MembershipId, NotEnded>> {
    let (standing, _) = seen(call, snapshots, id)?;
    let may = |it: &_| policy::may_end(it, id);
    let desk = Desk::open(call, &standing, "endMembership", may).await?;
    let member = desk.member(id)?;
    if member.state == State::Left {
        return desk.give_up(NotEnded::Ended).await;
    }
    if is_last_administrator(&desk.standing.snapshot, member) {
        return desk.give_up(NotEnded::LastAdministrator).await;
    }
    end(&desk, id).await?;
    let entry = Entry::done(desk.organization(), "endMembership", id);
    desk.close(entry).await?;
    Ok(Ok(id))
}

kernel::problems! {
    /// Why you are a member still.
    NotLeft as LeaveOrganizationError, LeaveOrganizationErrorCode {
        /// Nobody else could manage the organisation: make somebody an administrator first.
        LastAdministrator => ("organization", "You are the last administrator."),
    }
}

/// The member's own; nobody leaves their personal account.
pub async fn leave_organization(
    call: &Call,
    snapshots: &Snapshots,
    organization: OrganizationId,
) -> Answer<Result<MembershipId, NotLeft>> {
    let standing = standing(call, snapshots, organization)?;
    let desk = Desk::open(call, &standing, "leaveOrganization", policy::may_leave).await?;
    let me = desk.me();
    if is_last_administrator(&desk.standing.snapshot, desk.member(me)?) {
        return desk.give_up(NotLeft::LastAdministrator).await;
    }
    end(&desk, me).await?;
    desk.close(Entry::done(organization, "leaveOrganization", me)).await?;
    Ok(Ok(me))
}

/// Who reported to the member reports to nobody; the grants to and about the member, the
/// roles, the scope and the places in groups are over.
async fn end(desk: &Desk<'_>, id: MembershipId) -> Answer<()> {
    let (tx, organization, version) = (&desk.tx, desk.organization(), desk.version);
    let now = desk.call.clock.now();
    repo::belonging::move_reports(tx, organization, id, None, version).await?;
    repo::belonging::revoke_grants(tx, organization, id, now, version).await?;
    repo::belonging::drop_scope(tx, organization, id).await?;
    repo::belonging::drop_from_scopes(tx, organization, id, version).await?;
    repo::belonging::leave_groups(tx, organization, id, version).await?;
    let revoked = invitation::State::Revoked;
    repo::invitation::close(tx, organization, id, revoked, now).await?;
    let mut row = desk.row(id).await?;
    row.state = State::Left;
    row.roles = 0;
    row.manager_id = None;
    row.changed_in = version;
    repo::belonging::write(tx, row).await?;
    Ok(())
}
