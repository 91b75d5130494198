//! Who may see that feedback is asked for, and who is asked, in two renderings of one rule: for
//! rows that are still in the database, and for a row in hand. A test holds them together.
//!
//! A request exists for who asks, for whom it is about, and for those who are asked. That
//! somebody is asked exists for them and for who asks. Templates exist for every member.

use kernel::{MembershipId, Place, Viewer};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, ExprTrait, Query},
};

use super::entity::{
    invitation::{Column as InvitationColumn, Entity as Invitation, Model as InvitationModel},
    request::{Column, Entity, Model},
    template::Column as TemplateColumn,
};

/// The requests that exist for the viewer; the tenant comes first.
pub fn visible(viewer: &Viewer) -> Condition {
    viewer.places.iter().fold(Condition::any(), |any, place| any.add(visible_in(place)))
}

/// The same within one organisation.
pub fn visible_in(place: &Place) -> Condition {
    let mut asked = Query::select();
    asked
        .expr(Expr::cust("1"))
        .from(Invitation)
        .and_where(InvitationColumn::OrganizationId.eq(place.organization))
        .and_where(
            Expr::col((Invitation, InvitationColumn::RequestId)).equals((Entity, Column::Id)),
        )
        .and_where(InvitationColumn::MemberId.eq(place.member));
    let readers = Condition::any()
        .add(Column::RequesterId.eq(place.member))
        .add(Column::AboutId.eq(place.member))
        .add(Expr::exists(asked));
    Condition::all().add(Column::OrganizationId.eq(place.organization)).add(readers)
}

/// [`visible`], for a row in hand: what the other rendering is held against.
#[cfg(any(test, feature = "testing"))]
pub fn is_visible(viewer: &Viewer, row: &Model, asked: &[MembershipId]) -> bool {
    viewer.within(row.organization_id).is_some_and(|place| {
        let me = place.member;
        row.requester_id == me || row.about_id == Some(me) || asked.contains(&me)
    })
}

/// The invitations that exist for the viewer; the tenant comes first.
pub fn visible_invitations(viewer: &Viewer) -> Condition {
    let places = viewer.places.iter();
    places.fold(Condition::any(), |any, place| any.add(visible_invitations_in(place)))
}

/// The same within one organisation.
pub fn visible_invitations_in(place: &Place) -> Condition {
    use InvitationColumn::{MemberId, OrganizationId, RequesterId};
    let readers = Condition::any().add(MemberId.eq(place.member)).add(RequesterId.eq(place.member));
    Condition::all().add(OrganizationId.eq(place.organization)).add(readers)
}

/// [`visible_invitations`], for a row in hand.
#[cfg(any(test, feature = "testing"))]
pub fn is_invitation_visible(viewer: &Viewer, row: &InvitationModel) -> bool {
    viewer.within(row.organization_id).is_some_and(|place| {
        row.member_id == Some(place.member) || row.requester_id == place.member
    })
}

/// The templates that exist for the viewer.
pub fn visible_templates(viewer: &Viewer) -> Condition {
    let places = viewer.places.iter();
    places.fold(Condition::any(), |any, place| {
        any.add(TemplateColumn::OrganizationId.eq(place.organization))
    })
}

/// One asks about oneself, a manager about a report, an administrator about somebody in scope.
pub fn may_ask_about(place: &Place, member: MembershipId) -> bool {
    place.member == member || place.leads(member) || place.administers(member)
}

/// Of a request that was seen: is it the viewer's own?
pub fn is_requester(viewer: &Viewer, row: &Model) -> bool {
    viewer.within(row.organization_id).is_some_and(|place| place.member == row.requester_id)
}

/// Of an invitation that was seen: did the viewer ask?
pub fn asked_by(viewer: &Viewer, row: &InvitationModel) -> bool {
    viewer.within(row.organization_id).is_some_and(|place| place.member == row.requester_id)
}

/// Of an invitation that was seen: is it the viewer who is asked?
pub fn is_asked(viewer: &Viewer, row: &InvitationModel) -> bool {
    viewer.within(row.organization_id).is_some_and(|place| Some(place.member) == row.member_id)
}

/// Templates are the whole organisation's, so is whoever changes them.
pub fn may_manage_templates(place: &Place) -> bool {
    place.administers_all()
}
