//! Confirming what an administrator granted to themself, and ending any grant.

use kernel::{Answer, Call, CoachGrantId, Fault, audit::Entry};

use super::{desk::Desk, grant_coach::tell};
use crate::{
    account::{COACH_GRANTED, COACH_REVOKED},
    directory::{Snapshots, Standing},
    entity::coach_grant::Model,
    policy, repo,
};

kernel::problems! {
    /// Why the grant stays as it was.
    NotConfirmed as ConfirmCoachGrantError, ConfirmCoachGrantErrorCode {
        /// It was revoked, its time is over, or nobody has to confirm it (any more).
        NotAwaited => ("grant", "Nobody waits for this grant to be confirmed."),
    }
}

/// By an administrator in scope of the client who neither gave it nor is the coach.
pub async fn confirm_coach_grant(
    call: &Call,
    snapshots: &Snapshots,
    id: CoachGrantId,
) -> Answer<Result<CoachGrantId, NotConfirmed>> {
    let (standing, read) = seen(call, snapshots, id).await?;
    let may = |it: &_| policy::may_confirm(it, &read);
    let desk = Desk::open(call, &standing, "confirmCoachGrant", may).await?;
    let grant = now(&desk, id).await?;
    let over = grant.ends_at.is_some_and(|ends| ends <= call.clock.now());
    let awaited = grant.needs_confirmation && grant.confirmed_by.is_none();
    if grant.revoked_at.is_some() || over || !awaited {
        return desk.give_up(NotConfirmed::NotAwaited).await;
    }
    let desk = desk.licensed("confirmCoachGrant").await?;
    let organization = desk.organization();
    repo::coach_grant::confirm(&desk.tx, &grant, desk.me()).await?;
    repo::belonging::touch(&desk.tx, organization, grant.coach_id, desk.version).await?;
    tell(&desk, COACH_GRANTED, id).await?;
    desk.close(Entry::done(organization, "confirmCoachGrant", id)).await?;
    Ok(Ok(id))
}

kernel::problems! {
    /// Why the grant goes on.
    NotRevoked as RevokeCoachGrantError, RevokeCoachGrantErrorCode {
        /// It was revoked already.
        Revoked => ("grant", "This grant was revoked."),
    }
}

/// Once this is answered, the coach reads nothing by it any more.
pub async fn revoke_coach_grant(
    call: &Call,
    snapshots: &Snapshots,
    id: CoachGrantId,
) -> Answer<Result<CoachGrantId, NotRevoked>> {
    let (standing, read) = seen(call, snapshots, id).await?;
    let may = |it: &_| policy::may_revoke(it, &read);
    let desk = Desk::open(call, &standing, "revokeCoachGrant", may).await?;
    let grant = now(&desk, id).await?;
    if grant.revoked_at.is_some() {
        return desk.give_up(NotRevoked::Revoked).await;
    }
    let organization = desk.organization();
    repo::coach_grant::revoke(&desk.tx, &grant, call.clock.now()).await?;
    repo::belonging::touch(&desk.tx, organization, grant.coach_id, desk.version).await?;
    tell(&desk, COACH_REVOKED, id).await?;
    desk.close(Entry::done(organization, "revokeCoachGrant", id)).await?;
    Ok(Ok(id))
}

/// A grant that exists for the viewer.
async fn seen(call: &Call, snapshots: &Snapshots, id: CoachGrantId) -> Answer<(Standing, Model)> {
    call.viewer.signed()?;
    let rows = repo::coach_grant::by_ids(&call.db, &call.viewer, vec![id]).await?;
    let row = rows.into_iter().next().ok_or_else(Fault::not_found)?;
    let standing = snapshots.organization(row.organization_id);
    let standing = standing.filter(|standing| policy::may_read_grant(standing, &row));
    Ok((standing.cloned().ok_or_else(Fault::not_found)?, row))
}

async fn now(desk: &Desk<'_>, id: CoachGrantId) -> Answer<Model> {
    let row = repo::coach_grant::in_organization(&desk.tx, desk.organization(), id).await?;
    row.ok_or_else(Fault::not_found)
}
