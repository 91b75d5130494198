//! Who may read a result, in two renderings of one rule: for rows that are still in the database,
//! and for a row in hand. A test holds them together.
//!
//! A result is the person's who answered: once it is released it exists for them, also when their
//! membership has ended. In a company it exists besides for administrators who have the person in
//! scope, unless the person asked themself; and everywhere for a coach who is granted
//! questionnaire results of them, while the grant runs. What somebody from outside answered by a
//! link exists for whoever asked them as an administrator or a coach, and for administrators of
//! everybody. Nobody is a professional of themself: what waits for a release is released by
//! somebody else. Leading somebody opens nothing, nor does any other role.

use std::collections::BTreeSet;

use kernel::{DataKind, OrganizationId, Place, Role, Scope, Viewer, within};
use sea_orm::{ColumnTrait, Condition, DbBackend, sea_query::Expr};

use super::entity::result::{Column, Entity, Model};

/// Those of the viewer's organisations in which administrators read results.
#[derive(Clone, Debug, Default)]
pub struct Companies(BTreeSet<OrganizationId>);

impl FromIterator<OrganizationId> for Companies {
    fn from_iter<T: IntoIterator<Item = OrganizationId>>(organizations: T) -> Self {
        Self(organizations.into_iter().collect())
    }
}

/// By which right somebody reads a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It is theirs, and released.
    Person,
    /// As an administrator, as a coach, or as who asked.
    Professional,
}

/// The rows that exist for the viewer.
pub fn visible(viewer: &Viewer, companies: &Companies, backend: DbBackend) -> Condition {
    let places = viewer.places.iter();
    let own = Condition::any().add(Expr::val(false)).add_option(own(viewer));
    places.fold(own, |any, place| any.add(professional_in(place, companies, backend)))
}

/// The viewer's own that are released, of all organisations.
pub fn own(viewer: &Viewer) -> Option<Condition> {
    let mine = |user| Condition::all().add(Column::PersonId.eq(user));
    Some(mine(viewer.user()?).add(Column::ReleasedAt.is_not_null()))
}

/// Those of others that the viewer reads in one organisation; the tenant comes first.
pub fn professional_in(place: &Place, companies: &Companies, backend: DbBackend) -> Condition {
    let other =
        Condition::any().add(Column::MemberId.is_null()).add(Column::MemberId.ne(place.member));
    let coached = Condition::all().add(within(backend, (Entity, Column::MemberId), clients(place)));
    let asked = asks(place).then(|| {
        Condition::all().add(Column::MemberId.is_null()).add(Column::AskedBy.eq(place.member))
    });
    let by = Condition::any()
        .add(coached)
        .add_option(asked)
        .add_option(scope(place, companies, backend));
    Condition::all().add(Column::OrganizationId.eq(place.organization)).add(other).add(by)
}

fn scope(place: &Place, companies: &Companies, backend: DbBackend) -> Option<Condition> {
    if !place.roles.has(Role::Administrator) || !companies.0.contains(&place.organization) {
        return None;
    }
    let asked = Condition::all().add(Column::Own.eq(false));
    match &place.scope {
        Scope::Nobody => None,
        Scope::Everybody => Some(asked),
        Scope::Only(members) => {
            let members = members.iter().copied();
            Some(asked.add(within(backend, (Entity, Column::MemberId), members)))
        }
    }
}

/// [`visible`], for a row in hand: by which right it exists for the viewer, if it does.
pub fn side(viewer: &Viewer, companies: &Companies, row: &Model) -> Option<Side> {
    let place = viewer.within(row.organization_id);
    if place.is_some_and(|place| is_professional(place, companies, row)) {
        return Some(Side::Professional);
    }
    let own = row.person_id.is_some() && viewer.user() == row.person_id;
    (own && row.released_at.is_some()).then_some(Side::Person)
}

fn is_professional(place: &Place, companies: &Companies, row: &Model) -> bool {
    let administers = place.roles.has(Role::Administrator)
        && companies.0.contains(&place.organization)
        && !row.own;
    if let Some(member) = row.member_id {
        let granted = place.coaches(member, DataKind::QuestionnaireResults);
        member != place.member && (granted || administers && place.scope.contains(member))
    } else {
        let asked = asks(place) && row.asked_by == place.member;
        asked || administers && place.scope == Scope::Everybody
    }
}

/// Whether there may be results of this member that the viewer reads as a professional.
pub fn reads_of(place: &Place, companies: &Companies, member: kernel::MembershipId) -> bool {
    let company = companies.0.contains(&place.organization);
    let granted = place.coaches(member, DataKind::QuestionnaireResults);
    member != place.member && (granted || company && place.administers(member))
}

fn clients(place: &Place) -> impl Iterator<Item = kernel::MembershipId> {
    let granted = place.coached.iter().filter(|it| it.kinds.has(DataKind::QuestionnaireResults));
    granted.map(|it| it.client)
}

/// Whoever may ask others still reads what people from outside answered to them.
pub fn asks(place: &Place) -> bool {
    place.roles.has(Role::Administrator) || place.is_coach()
}

/// Letting the person see it, and computing it anew.
pub fn may_release(side: Side) -> bool {
    side == Side::Professional
}

/// How it was answered, which is for who can judge it; nothing is decided by it.
pub fn reads_quality(side: Side) -> bool {
    side == Side::Professional
}

/// Who else read it.
pub fn reads_log(side: Side) -> bool {
    side == Side::Person
}

/// Only the person says how they see themself.
pub fn may_recognise(side: Side) -> bool {
    side == Side::Person
}

#[cfg(test)]
mod tests;
