//! Who may change who belongs to an organisation, and what they may.

use std::sync::Arc;

use kernel::{MembershipId, Role, Roles, UnitId};

use crate::{
    directory::{Member, Snapshot, Standing, Target},
    entity::{
        coach_grant, invitation,
        membership::{Kind, State},
        organization,
    },
};

/// Administrators, into the part of the organisation they administer; IT administrators; in a
/// practice its coaches, those who are to be coached.
pub fn may_invite(standing: &Standing, kind: Kind, unit: Option<UnitId>) -> bool {
    let coached = matches!(kind, Kind::Client | Kind::Candidate | Kind::Student);
    standing.is_subscriber()
        && (may_place(standing, unit)
            || standing.place.roles.has(Role::ItAdministrator)
            || (is_practice(standing) && coached && standing.me().is_some_and(|me| me.is_coach())))
}

/// Whether an administrator may put somebody into a unit, or into none: administrators of
/// everybody, and those of that unit or of one above it.
pub fn may_place(standing: &Standing, unit: Option<UnitId>) -> bool {
    let place = &standing.place;
    let mine = |unit| {
        let targets = standing.snapshot.targets(place.member);
        targets.iter().any(|target| match target {
            Target::Unit(mine) => standing.snapshot.subtree(*mine).contains(&unit),
            _ => false,
        })
    };
    place.administers_all() || (place.roles.has(Role::Administrator) && unit.is_some_and(mine))
}

/// Sending an invitation again or taking it back: administrators in scope, IT administrators,
/// and whoever sent it, as long as they may invite such a member still. That of who is to be an
/// administrator: administrators of everybody; it could be sent to another address.
pub fn may_manage_invitation(standing: &Standing, invitation: &invitation::Model) -> bool {
    let place = &standing.place;
    let may_still = || {
        let member = standing.snapshot.member(invitation.membership_id);
        member.is_some_and(|member| may_invite(standing, member.kind, member.unit))
    };
    standing.is_subscriber()
        && is_no_wider(standing, invitation.membership_id)
        && (place.administers(invitation.membership_id)
            || place.roles.has(Role::ItAdministrator)
            || (invitation.invited_by == Some(place.member) && may_still()))
}

/// What the organisation states about a member: administrators in scope.
pub fn may_update(standing: &Standing, member: MembershipId) -> bool {
    standing.is_subscriber() && standing.place.administers(member)
}

/// Suspending, reinstating and ending a membership: administrators in scope; where the member
/// may more than others, administrators of everybody.
pub fn may_end(standing: &Standing, member: MembershipId) -> bool {
    may_update(standing, member) && is_no_wider(standing, member)
}

/// As what somebody belongs to the organisation decides what their roles reach: who may end the
/// membership may change it.
pub fn may_change_kind(standing: &Standing, member: MembershipId) -> bool {
    may_end(standing, member)
}

/// Whether a member may nothing that reaches beyond the viewer's scope. Roles but that of a coach
/// reach beyond any part of the organisation, or might tomorrow.
fn is_no_wider(standing: &Standing, member: MembershipId) -> bool {
    let ordinary = |it: &Arc<Member>| it.roles.iter().all(|role| role == Role::Coach);
    standing.place.administers_all() || standing.snapshot.member(member).is_some_and(ordinary)
}

/// A manager reads what is given to whom they lead, so nobody names themself; unless there is no
/// other administrator who could do it: of that member, or at all where they are still to come.
pub fn may_name_manager(
    standing: &Standing,
    manager: MembershipId,
    of: Option<MembershipId>,
) -> bool {
    is_another_or_alone(standing, manager, of)
}

/// Whoever works in a unit reads what is given to it, so nobody moves themself; unless there is no
/// other administrator who could do it.
pub fn may_move(standing: &Standing, member: MembershipId) -> bool {
    is_another_or_alone(standing, member, Some(member))
}

fn is_another_or_alone(
    standing: &Standing,
    member: MembershipId,
    whom: Option<MembershipId>,
) -> bool {
    let snapshot = &standing.snapshot;
    let could = |it: &Arc<Member>| {
        it.id != member
            && it.is_active()
            && it.roles.has(Role::Administrator)
            && whom.is_none_or(|whom| snapshot.scope(it.id).contains(whom))
    };
    member != standing.place.member || !snapshot.members().any(could)
}

/// Whether this is the only administrator of an organisation who takes part, be it of a part.
pub fn is_administrator_alone(
    me: MembershipId,
    members: impl Iterator<Item = (MembershipId, State, Roles)>,
) -> bool {
    let takes_part = |(_, state, roles): &(_, State, Roles)| {
        *state == State::Active && roles.has(Role::Administrator)
    };
    let mut administrators = members.filter(takes_part);
    administrators.next().is_some_and(|it| it.0 == me) && administrators.next().is_none()
}

/// Leaving is everybody's own; nobody leaves their personal account, or the service.
pub fn may_leave(standing: &Standing) -> bool {
    standing.is_subscriber()
}

/// Administrators in scope, IT administrators, and the member; where the member may more than
/// others, not the administrators of a part.
pub fn may_end_sessions(standing: &Standing, member: MembershipId) -> bool {
    let place = &standing.place;
    standing.is_subscriber()
        && (place.member == member
            || (place.administers(member) && is_no_wider(standing, member))
            || place.roles.has(Role::ItAdministrator))
}

/// Roles and scopes are given and taken by administrators of everybody.
pub fn may_give_roles(standing: &Standing) -> bool {
    standing.is_subscriber() && standing.place.administers_all()
}

/// In a company administrators in scope of the client, in a practice the client alone.
pub fn may_grant(standing: &Standing, client: MembershipId) -> bool {
    match standing.snapshot.about.kind {
        organization::Kind::Company => standing.place.administers(client),
        organization::Kind::Practice => standing.place.member == client,
        _ => false,
    }
}

/// An administrator in scope of the client who neither gave the grant nor gains by it.
pub fn may_confirm(standing: &Standing, grant: &coach_grant::Model) -> bool {
    let place = &standing.place;
    standing.is_subscriber()
        && place.administers(grant.client_id)
        && place.member != grant.granted_by
        && place.member != grant.coach_id
}

/// Administrators in scope of the client; in a practice the client; and the coach, who may
/// always let go.
pub fn may_revoke(standing: &Standing, grant: &coach_grant::Model) -> bool {
    let place = &standing.place;
    standing.is_subscriber()
        && (place.administers(grant.client_id)
            || place.member == grant.coach_id
            || (is_practice(standing) && place.member == grant.client_id))
}

/// Without them nobody could manage the organisation any more.
pub fn is_last_administrator(snapshot: &Snapshot, member: &Member) -> bool {
    let all = |id| snapshot.targets(id).contains(&Target::Everybody);
    let takes_part = |it: &Member| it.state == State::Active && it.roles.has(Role::Administrator);
    let wide = all(member.id);
    takes_part(member)
        && !snapshot
            .members()
            .any(|it| it.id != member.id && takes_part(it) && (!wide || all(it.id)))
}

fn is_practice(standing: &Standing) -> bool {
    standing.snapshot.about.kind == organization::Kind::Practice
}
