//! Who may: pure functions of the viewer and what the directory says.

mod acts;

use kernel::{MembershipId, OrganizationId, Place, Role, UserId, Viewer};

use crate::{
    directory::{Member, Standing},
    entity::{coach_grant, invitation},
};

pub use self::acts::*;

/// Names, title, unit, manager, work address: for whom the member exists.
pub fn may_read_profile(standing: &Standing, member: &Member) -> bool {
    standing.sees(member)
}

/// Employment dates, the number in the employer's books, postal address: the member and
/// administrators in scope.
pub fn may_read_employment(standing: &Standing, member: &Member) -> bool {
    standing.place.member == member.id || standing.place.administers(member.id)
}

/// A postal address is the person's own statement: the person, and administrators in scope.
pub fn may_read_postal_address(viewer: &Viewer, standing: &Standing, member: &Member) -> bool {
    member.user.is_some_and(|user| viewer.is(user)) || standing.place.administers(member.id)
}

/// Language, time zone, theme, notification choices, sign-in data: the person alone.
pub fn may_read_settings(viewer: &Viewer, user: UserId) -> bool {
    viewer.is(user)
}

/// Whom an administrator administers: that administrator, administrators of everybody, and
/// the compliance manager.
pub fn may_read_scope(standing: &Standing, member: &Member) -> bool {
    standing.place.member == member.id
        || standing.place.administers_all()
        || standing.place.roles.has(Role::ComplianceManager)
}

/// A grant to a coach is shown to the client it concerns, to the coach, to administrators in
/// scope of the client, and to the compliance manager.
pub fn may_read_grants(standing: &Standing, member: &Member) -> bool {
    standing.place.member == member.id
        || standing.place.administers(member.id)
        || standing.place.roles.has(Role::ComplianceManager)
}

/// One grant: like [`may_read_grants`] of its client; to the coach until it is revoked.
pub fn may_read_grant(standing: &Standing, grant: &coach_grant::Model) -> bool {
    let place = &standing.place;
    place.member == grant.client_id
        || (place.member == grant.coach_id && grant.revoked_at.is_none())
        || place.administers(grant.client_id)
        || place.roles.has(Role::ComplianceManager)
}

/// An invitation is shown to administrators in scope of the member it is for, to IT
/// administrators, to whoever sent it, and to that member once they have accepted.
pub fn may_read_invitation(standing: &Standing, invitation: &invitation::Model) -> bool {
    invitation.invited_by == Some(standing.place.member)
        || may_ask_for_invitation(standing, invitation.membership_id)
}

/// Whether there is an invitation for a member is told like the invitation.
pub fn may_ask_for_invitation(standing: &Standing, member: MembershipId) -> bool {
    let place = &standing.place;
    place.member == member || place.administers(member) || place.roles.has(Role::ItAdministrator)
}

/// Seats and validity: administrators, IT administrators and compliance managers of the
/// organisation, and operators.
pub fn may_read_licence(viewer: &Viewer, organization: OrganizationId) -> bool {
    viewer.has(Role::Operator)
        || viewer.within(organization).is_some_and(|place| {
            [Role::Administrator, Role::ItAdministrator, Role::ComplianceManager]
                .into_iter()
                .any(|role| place.roles.has(role))
        })
}

/// The audit log: the organisation's compliance managers; of the platform, its operators; of
/// a personal account, its person.
pub fn may_read_audit_log(standing: &Standing) -> bool {
    let roles = standing.place.roles;
    roles.has(Role::ComplianceManager)
        || roles.has(Role::Operator)
        || standing.snapshot.about.kind == crate::entity::organization::Kind::Personal
}

/// All organisations, without their content: operators.
pub fn may_list_organizations(viewer: &Viewer) -> bool {
    viewer.has(Role::Operator)
}

/// Units, groups, the directory's import, and what the organisation says about itself:
/// administrators of everybody. One of a part changes nothing of it: by moving a unit or a
/// member into that part they would widen their own scope.
pub fn may_manage_structure(place: &Place) -> bool {
    place.administers_all()
}

/// Organisations that subscribe, and their licences: operators.
pub fn may_manage_licences(viewer: &Viewer) -> bool {
    viewer.has(Role::Operator)
}
