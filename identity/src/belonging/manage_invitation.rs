//! Sending an invitation again, and taking it back.

use kernel::{Answer, Call, EmailAddress, Fault, InvitationId, MembershipId, audit::Entry};

use super::{desk::Desk, mailing};
use crate::{
    directory::{Snapshots, Standing},
    entity::{
        invitation::{Model, State},
        membership,
    },
    policy, repo,
};

kernel::problems! {
    /// Why no mail was sent.
    NotSent as ResendInvitationError, ResendInvitationErrorCode {
        /// It was accepted, declined or taken back, or another was sent in its place.
        NotPending => ("invitation", "This invitation is over; invite them anew."),
    }
}

/// Another invitation in its place, of another fourteen days; to another address, if one is
/// given. The links mailed before open nothing any more.
pub async fn resend_invitation(
    call: &Call,
    snapshots: &Snapshots,
    id: InvitationId,
    address: Option<EmailAddress>,
) -> Answer<Result<InvitationId, NotSent>> {
    let (standing, read) = seen(call, snapshots, id).await?;
    let may = |it: &_| policy::may_manage_invitation(it, &read);
    let desk = Desk::open(call, &standing, "resendInvitation", may).await?;
    let organization = desk.organization();
    let Some(now) = pending(&desk, id).await? else {
        return desk.give_up(NotSent::NotPending).await;
    };
    close(&desk, now.membership_id).await?;
    let address = address.unwrap_or_else(|| EmailAddress::kept(now.address));
    let language = Some(kernel::Locale::kept(now.language));
    let new = InvitationId(call.clock.id());
    mailing::send(&desk, new, now.membership_id, address, language).await?;
    desk.close(Entry::done(organization, "resendInvitation", new)).await?;
    Ok(Ok(new))
}

kernel::problems! {
    /// Why the invitation stays.
    NotRevoked as RevokeInvitationError, RevokeInvitationErrorCode {
        /// It was accepted, declined or taken back, or another was sent in its place.
        NotPending => ("invitation", "This invitation is over."),
    }
}

/// The seat is free again, and the link opens nothing.
pub async fn revoke_invitation(
    call: &Call,
    snapshots: &Snapshots,
    id: InvitationId,
) -> Answer<Result<InvitationId, NotRevoked>> {
    let (standing, read) = seen(call, snapshots, id).await?;
    let may = |it: &_| policy::may_manage_invitation(it, &read);
    let desk = Desk::open(call, &standing, "revokeInvitation", may).await?;
    let Some(now) = pending(&desk, id).await? else {
        return desk.give_up(NotRevoked::NotPending).await;
    };
    close(&desk, now.membership_id).await?;
    let mut member = desk.row(now.membership_id).await?;
    member.state = membership::State::Left;
    member.external_id = None;
    member.changed_in = desk.version;
    repo::belonging::write(&desk.tx, member).await?;
    let entry = Entry::done(desk.organization(), "revokeInvitation", id);
    desk.close(entry).await?;
    Ok(Ok(id))
}

/// An invitation that exists for the viewer.
async fn seen(call: &Call, snapshots: &Snapshots, id: InvitationId) -> Answer<(Standing, Model)> {
    call.viewer.signed()?;
    let rows = repo::invitation::by_ids(&call.db, &call.viewer, vec![id]).await?;
    let row = rows.into_iter().next().ok_or_else(Fault::not_found)?;
    let standing = snapshots.organization(row.organization_id);
    let standing = standing.filter(|standing| policy::may_read_invitation(standing, &row));
    Ok((standing.cloned().ok_or_else(Fault::not_found)?, row))
}

/// Also one that has expired.
async fn pending(desk: &Desk<'_>, id: InvitationId) -> Answer<Option<Model>> {
    let row = repo::invitation::in_organization(&desk.tx, desk.organization(), id.0).await?;
    Ok(row.filter(|row| row.state == State::Pending))
}

async fn close(desk: &Desk<'_>, member: MembershipId) -> Answer<()> {
    let (organization, now) = (desk.organization(), desk.call.clock.now());
    repo::invitation::close(&desk.tx, organization, member, State::Revoked, now).await?;
    Ok(())
}
