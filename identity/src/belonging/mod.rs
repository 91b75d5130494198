//! Who belongs to an organisation, and what they may: invited, managed, let in on others.

mod accept_invitation;
mod decline_invitation;
mod desk;
mod end_member_sessions;
mod end_membership;
mod facts;
mod grant_coach;
mod invite_member;
mod link;
pub(crate) mod mailing;
mod manage_invitation;
mod revoke_coach_grant;
mod set_administrator_scope;
mod set_roles;
mod suspend_membership;
mod update_membership;

use self::desk::Desk;
pub use self::{
    accept_invitation::{
        AcceptInvitationError, AcceptInvitationErrorCode, Joined, NewPerson, accept_invitation,
        accept_invitation_as_new_person,
    },
    decline_invitation::{
        DeclineInvitationError, DeclineInvitationErrorCode, Offer, decline_invitation, offer,
    },
    end_member_sessions::end_member_sessions,
    end_membership::{
        EndMembershipError, EndMembershipErrorCode, LeaveOrganizationError,
        LeaveOrganizationErrorCode, end_membership, leave_organization,
    },
    grant_coach::{GrantCoach, GrantCoachError, GrantCoachErrorCode, grant_coach},
    invite_member::{InviteMember, InviteMemberError, InviteMemberErrorCode, invite_member},
    manage_invitation::{
        ResendInvitationError, ResendInvitationErrorCode, RevokeInvitationError,
        RevokeInvitationErrorCode, resend_invitation, revoke_invitation,
    },
    revoke_coach_grant::{
        ConfirmCoachGrantError, ConfirmCoachGrantErrorCode, RevokeCoachGrantError,
        RevokeCoachGrantErrorCode, confirm_coach_grant, revoke_coach_grant,
    },
    set_administrator_scope::{
        NewScope, SetAdministratorScopeError, SetAdministratorScopeErrorCode,
        set_administrator_scope,
    },
    set_roles::{SetRolesError, SetRolesErrorCode, set_roles},
    suspend_membership::{
        ReinstateMembershipError, ReinstateMembershipErrorCode, SuspendMembershipError,
        SuspendMembershipErrorCode, reinstate_membership, suspend_membership,
    },
    update_membership::{
        Stated, UpdateMembershipError, UpdateMembershipErrorCode, update_membership,
    },
};
