//! Who belongs to an organisation, and what they may: the mutations.

mod accept_invitation;
mod confirm_coach_grant;
mod decline_invitation;
mod end_member_sessions;
mod end_membership;
mod grant_coach;
mod invite_member;
mod leave_organization;
mod offer;
mod reinstate_membership;
mod resend_invitation;
mod revoke_coach_grant;
mod revoke_invitation;
mod set_administrator_scope;
mod set_roles;
mod suspend_membership;
mod update_membership;

use async_graphql::{Context, ID, MergedObject};
use kernel::{Answer, AsViewer, Call, CoachGrantId, IdempotencyKey, MembershipId, Ref, Role};

use super::{errors, members::parse, update_profile::change};
use crate::{directory::Snapshots, loader, policy};

pub use self::offer::InvitationQuery;

/// Every mutation about who belongs to an organisation and what they may.
#[derive(MergedObject, Default)]
pub struct MembershipMutation(
    accept_invitation::AcceptInvitationMutation,
    confirm_coach_grant::ConfirmCoachGrantMutation,
    decline_invitation::DeclineInvitationMutation,
    end_member_sessions::EndMemberSessionsMutation,
    end_membership::EndMembershipMutation,
    grant_coach::GrantCoachMutation,
    invite_member::InviteMemberMutation,
    leave_organization::LeaveOrganizationMutation,
    reinstate_membership::ReinstateMembershipMutation,
    resend_invitation::ResendInvitationMutation,
    revoke_coach_grant::RevokeCoachGrantMutation,
    revoke_invitation::RevokeInvitationMutation,
    set_administrator_scope::SetAdministratorScopeMutation,
    set_roles::SetRolesMutation,
    suspend_membership::SuspendMembershipMutation,
    update_membership::UpdateMembershipMutation,
);

/// Introspection shows it to administrators only.
fn to_administrators(ctx: &Context<'_>) -> bool {
    ctx.viewer().has(Role::Administrator)
}

/// Introspection shows it to administrators and IT administrators only.
fn to_account_managers(ctx: &Context<'_>) -> bool {
    to_administrators(ctx) || ctx.viewer().has(Role::ItAdministrator)
}

/// Introspection shows it to whoever may invite somewhere.
fn to_inviters(ctx: &Context<'_>) -> bool {
    let is_coach = |place: &kernel::Place| place.kind == kernel::MemberKind::Coach;
    to_account_managers(ctx)
        || ctx.viewer().has(Role::Coach)
        || ctx.viewer().places.iter().any(is_coach)
}

fn key(text: Option<String>) -> Answer<Option<IdempotencyKey>> {
    text.map(IdempotencyKey::try_new).transpose()
}

fn members(ids: Option<Vec<ID>>) -> Answer<Vec<MembershipId>> {
    ids.unwrap_or_default().iter().map(parse).collect()
}

/// A member as the change left them; what this request read before is read anew.
async fn changed<E>(
    ctx: &Context<'_>,
    done: &Result<MembershipId, E>,
) -> Answer<Option<Ref<MembershipId>>> {
    let Ok(id) = done else { return Ok(None) };
    let (call, snapshots) = (Call::of(ctx), Snapshots::of(ctx));
    if let Some((standing, _)) = snapshots.member(*id) {
        snapshots.renew(call, standing.snapshot.organization).await?;
    }
    loader::read_member_anew(ctx, *id).await?;
    Ok(Some(Ref(*id)))
}

/// A grant as the change left it, and the directory that shows it.
async fn changed_grant<E>(
    ctx: &Context<'_>,
    done: &Result<CoachGrantId, E>,
) -> Answer<Option<Ref<CoachGrantId>>> {
    let Ok(id) = done else { return Ok(None) };
    let (call, snapshots) = (Call::of(ctx), Snapshots::of(ctx));
    let Some(grant) = loader::read_grant_anew(ctx, *id).await? else { return Ok(None) };
    snapshots.renew(call, grant.organization_id).await?;
    let standing = snapshots.organization(grant.organization_id);
    Ok(standing.is_some_and(|it| policy::may_read_grant(it, &grant)).then_some(Ref(*id)))
}
