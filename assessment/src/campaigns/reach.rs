//! By whose right people are asked, and who that is now.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    DataKind, GroupId, MemberKind, MembershipId, OrganizationId, Place, Role, Scope, UnitId,
};
use sea_orm::prelude::Uuid;

use super::{
    Audience, Invitee, Mode, Origin,
    target::{Kind, Model},
};

/// Whom a campaign asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Who works there: employees and collaborators.
    Everybody,
    /// Likewise, of the unit and all below it.
    Unit(UnitId),
    /// Whoever is in it.
    Group(GroupId),
    Member(MembershipId),
}

/// Why people are not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreached {
    /// A unit, a group or a member does not exist for the viewer there.
    NoSuchTarget,
    /// Somebody is in no scope of an administrator's, no client of a coach's, not oneself.
    NotYours,
    /// Coaches' clients and oneself are asked under their names.
    OnlyIdentified,
}

/// By which right the viewer asks these.
pub fn origin(
    place: &Place,
    audience: &dyn Audience,
    mode: Mode,
    targets: &[Target],
) -> Result<Origin, Unreached> {
    if !targets.iter().all(|it| exists(audience, place.organization, *it)) {
        return Err(Unreached::NoSuchTarget);
    }
    let of_oneself = !targets.is_empty() && targets.iter().all(|it| is_oneself(place, *it));
    let origin = if of_oneself {
        Origin::Person
    } else if may_ask_as(place, Origin::Administrator) {
        Origin::Administrator
    } else if may_ask_as(place, Origin::Coach) {
        Origin::Coach
    } else {
        return Err(Unreached::NotYours);
    };
    if mode != Mode::Identified && origin != Origin::Administrator {
        return Err(Unreached::OnlyIdentified);
    }
    let named = |target: &Target| match target {
        Target::Everybody => origin == Origin::Administrator && place.administers_all(),
        // Who is in them is looked at when it is launched.
        Target::Unit(_) | Target::Group(_) => origin == Origin::Administrator,
        Target::Member(member) => reaches(place, origin, *member),
    };
    if targets.iter().all(named) { Ok(origin) } else { Err(Unreached::NotYours) }
}

/// Whether the viewer still is what somebody asks as.
pub fn may_ask_as(place: &Place, origin: Origin) -> bool {
    match origin {
        Origin::Administrator => {
            place.roles.has(Role::Administrator) && place.scope != Scope::Nobody
        }
        Origin::Coach => place.is_coach(),
        Origin::Person => true,
    }
}

/// Whom somebody may ask.
fn reaches(place: &Place, origin: Origin, member: MembershipId) -> bool {
    match origin {
        Origin::Administrator => place.administers(member),
        Origin::Coach => place.coaches(member, DataKind::QuestionnaireResults),
        Origin::Person => place.member == member,
    }
}

/// Whether a coach may still ask whom they asked.
pub fn is_client(place: &Place, target: Target) -> bool {
    matches!(target, Target::Member(member) if reaches(place, Origin::Coach, member))
}

/// Who is asked now, in the order of their ids; whoever does not take part any more is not. A unit
/// or a group that is gone, or somebody out of reach, and nobody is.
pub fn invited(
    place: &Place,
    audience: &dyn Audience,
    origin: Origin,
    targets: &[Target],
) -> Result<Vec<Invitee>, Unreached> {
    let everybody = audience.everybody(place.organization);
    let all: BTreeMap<_, _> = everybody.into_iter().map(|it| (it.member, it)).collect();
    let units = audience.units(place.organization);
    let mut members = BTreeSet::new();
    for target in targets {
        let named = matches!(target, Target::Member(_));
        if !named && !exists(audience, place.organization, *target) {
            return Err(Unreached::NoSuchTarget);
        }
        match target {
            Target::Everybody => members.extend(all.values().filter(works).map(|it| it.member)),
            Target::Unit(unit) => {
                let below = |it: &&Invitee| it.unit.is_some_and(|it| is_below(&units, it, *unit));
                members.extend(all.values().filter(works).filter(below).map(|it| it.member));
            }
            Target::Group(group) => members.extend(audience.members_of(*group)),
            Target::Member(member) => drop(members.insert(*member)),
        }
    }
    let invited: Vec<_> = members.into_iter().filter_map(|it| all.get(&it).cloned()).collect();
    let reached = invited.iter().all(|it| reaches(place, origin, it.member));
    if reached { Ok(invited) } else { Err(Unreached::NotYours) }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "filters hand over references of references")]
fn works(invitee: &&Invitee) -> bool {
    matches!(invitee.kind, MemberKind::Employee | MemberKind::Collaborator)
}

/// The unit itself, or one below it.
fn is_below(units: &BTreeMap<UnitId, Option<UnitId>>, unit: UnitId, of: UnitId) -> bool {
    std::iter::successors(Some(unit), |it| units.get(it).copied().flatten()).any(|it| it == of)
}

/// Whether a target exists for the viewer there.
pub fn exists(audience: &dyn Audience, organization: OrganizationId, target: Target) -> bool {
    let home = match target {
        Target::Everybody => return true,
        Target::Unit(unit) => audience.organization_of_unit(unit),
        Target::Group(group) => audience.organization_of_group(group),
        Target::Member(member) => audience.organization_of(member),
    };
    home == Some(organization)
}

fn is_oneself(place: &Place, target: Target) -> bool {
    target == Target::Member(place.member)
}

impl Target {
    pub fn kind(self) -> Kind {
        match self {
            Self::Everybody => Kind::Everybody,
            Self::Unit(_) => Kind::Unit,
            Self::Group(_) => Kind::Group,
            Self::Member(_) => Kind::Member,
        }
    }

    pub fn uuid(self) -> Uuid {
        match self {
            Self::Everybody => Uuid::nil(),
            Self::Unit(id) => id.0,
            Self::Group(id) => id.0,
            Self::Member(id) => id.0,
        }
    }

    pub fn of(row: &Model) -> Self {
        match row.kind {
            Kind::Everybody => Self::Everybody,
            Kind::Unit => Self::Unit(UnitId(row.target_id)),
            Kind::Group => Self::Group(GroupId(row.target_id)),
            Kind::Member => Self::Member(MembershipId(row.target_id)),
        }
    }
}
