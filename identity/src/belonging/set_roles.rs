//! What a member may beyond being a member.

use kernel::{Answer, Call, MembershipId, Role, Roles, audit::Entry};

use super::desk::{Desk, seen};
use crate::{
    directory::Snapshots,
    policy::{self, is_last_administrator},
    repo,
};

const ACTION: &str = "setRoles";

kernel::problems! {
    /// Why the roles stay.
    Refused as SetRolesError, SetRolesErrorCode {
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// Roles are for members who take part.
        NotActive => ("membership", "This member does not take part now."),
        /// Operators are appointed by whoever runs the deployment.
        NotARoleHere => ("roles", "Nobody is an operator in this organisation."),
        /// Nobody gives themself a role.
        OwnRoles => ("roles", "Another administrator has to give you this role."),
        /// Nobody else could manage the organisation.
        LastAdministrator => ("roles", "This is the last administrator."),
    }
}

/// All of the member's roles, in place of those there were. Whoever becomes an administrator
/// administers nobody before a scope is set; whoever is none any more loses the scope. Without
/// the role of a coach, the grants to a member who belongs as something else are over.
pub async fn set_roles(
    call: &Call,
    snapshots: &Snapshots,
    id: MembershipId,
    version: Option<i64>,
    roles: Roles,
) -> Answer<Result<MembershipId, Refused>> {
    let (standing, _) = seen(call, snapshots, id)?;
    let desk = Desk::open(call, &standing, ACTION, policy::may_give_roles).await?;
    let member = desk.member(id)?;
    if version.is_some_and(|version| version != member.version) {
        return desk.give_up(Refused::Stale).await;
    }
    if !member.is_active() {
        return desk.give_up(Refused::NotActive).await;
    }
    if roles.has(Role::Operator) {
        return desk.give_up(Refused::NotARoleHere).await;
    }
    let gains = roles.iter().any(|role| !member.roles.has(role));
    if id == desk.me() && gains {
        return desk.give_up(Refused::OwnRoles).await;
    }
    let is_none = !roles.has(Role::Administrator);
    if is_none && is_last_administrator(&desk.standing.snapshot, member) {
        return desk.give_up(Refused::LastAdministrator).await;
    }
    let was_coach = member.is_coach();
    let (tx, organization) = (&desk.tx, desk.organization());
    if is_none {
        repo::belonging::drop_scope(tx, organization, id).await?;
    }
    let mut row = desk.row(id).await?;
    let is_coach = roles.has(Role::Coach) || row.kind == crate::entity::membership::Kind::Coach;
    if was_coach && !is_coach {
        repo::belonging::revoke_grants_to(tx, organization, id, call.clock.now()).await?;
    }
    row.roles = roles.0;
    row.changed_in = desk.version;
    repo::belonging::write(tx, row).await?;
    desk.close(Entry::done(organization, ACTION, id)).await?;
    Ok(Ok(id))
}
