//! Who may change who belongs to an organisation, and what they may.

use std::sync::Arc;

use kernel::{MembershipId, Role, UnitId};

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
/// and whoever sent it, as long as they may invite such a member still.
pub fn may_manage_invitation(standing: &Standing, invitation: &invitation::Model) -> bool {
    let place = &standing.place;
    let may_still = || {
        let member = standing.snapshot.member(invitation.membership_id);
        member.is_some_and(|member| may_invite(standing, member.kind, member.unit))
    };
    standing.is_subscriber()
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
    let ordinary = |it: &Arc<Member>| it.roles.iter().all(|role| role == Role::Coach);
    may_update(standing, member)
        && (standing.place.administers_all()
            || standing.snapshot.member(member).is_some_and(ordinary))
}

/// Leaving is everybody's own; nobody leaves their personal account, or the service.
pub fn may_leave(standing: &Standing) -> bool {
    standing.is_subscriber()
}

/// Administrators in scope, IT administrators, and the member.
pub fn may_end_sessions(standing: &Standing, member: MembershipId) -> bool {
    let place = &standing.place;
    standing.is_subscriber()
        && (place.member == member
            || place.administers(member)
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
