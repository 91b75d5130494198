//! Who may see candidates, in two renderings of one rule: for rows that are still in the database,
//! and for a row in hand. A test holds them together.
//!
//! A candidate exists for whoever is responsible for them, for administrators who have those in
//! scope, and for the colleagues who are asked about them. What is written about them is read by
//! the first two, and by nobody else but each author their own.

use kernel::{MembershipId, Place, Role, Scope, Viewer, within};
use sea_orm::{
    ColumnTrait, Condition, DbBackend,
    sea_query::{Expr, ExprTrait, Query},
};

use super::entity::candidate::{Column, Entity};
use crate::requests::entity::{invitation, request};

/// The candidates that exist for the viewer; the tenant comes first.
pub fn visible(viewer: &Viewer, backend: DbBackend) -> Condition {
    let places = viewer.places.iter();
    places.fold(Condition::any(), |any, place| any.add(visible_in(place, backend)))
}

/// The same within one organisation.
pub fn visible_in(place: &Place, backend: DbBackend) -> Condition {
    let readers = Condition::any().add(managed_in(place, backend)).add(asked(place));
    Condition::all().add(Column::OrganizationId.eq(place.organization)).add(readers)
}

/// Those whom the viewer is responsible for, or administers who is.
pub fn managed_in(place: &Place, backend: DbBackend) -> Condition {
    let own = Condition::any().add(Column::ResponsibleId.eq(place.member));
    let managed = match &place.scope {
        _ if !place.roles.has(Role::Administrator) => own,
        Scope::Nobody => own,
        Scope::Everybody => own.add(Expr::val(true)),
        Scope::Only(members) => {
            let column = (Entity, Column::ResponsibleId);
            own.add(within(backend, column, members.iter().copied()))
        }
    };
    Condition::all().add(Column::OrganizationId.eq(place.organization)).add(managed)
}

/// The same in all organisations of the viewer.
pub fn managed(viewer: &Viewer, backend: DbBackend) -> Condition {
    let places = viewer.places.iter();
    places.fold(Condition::any().add(Expr::val(false)), |any, place| {
        any.add(managed_in(place, backend))
    })
}

/// [`visible`], for a row in hand, with the members who are asked about them.
#[cfg(any(test, feature = "testing"))]
pub fn is_visible(
    viewer: &Viewer,
    row: &super::entity::candidate::Model,
    asked: &[MembershipId],
) -> bool {
    viewer
        .within(row.organization_id)
        .is_some_and(|place| manages(place, row.responsible_id) || asked.contains(&place.member))
}

/// Whoever administers somebody takes candidates in, for somebody in scope.
pub fn may_register(place: &Place, responsible: MembershipId) -> bool {
    place.administers(responsible)
}

/// They ask and write about a candidate, read what was written, and have them erased.
pub fn manages(place: &Place, responsible: MembershipId) -> bool {
    place.member == responsible || place.administers(responsible)
}

fn asked(place: &Place) -> Expr {
    use invitation::{Column as Asked, Entity as Invitation};
    use request::{Column as Of, Entity as Request};
    let mut about = Query::select();
    about
        .expr(Expr::cust("1"))
        .from(Invitation)
        .inner_join(
            Request,
            Expr::col((Request, Of::OrganizationId))
                .equals((Invitation, Asked::OrganizationId))
                .and(Expr::col((Request, Of::Id)).equals((Invitation, Asked::RequestId))),
        )
        .and_where(Asked::OrganizationId.eq(place.organization))
        .and_where(Asked::MemberId.eq(place.member))
        .and_where(Expr::col((Request, Of::CandidateId)).equals((Entity, Column::Id)));
    Expr::exists(about)
}
