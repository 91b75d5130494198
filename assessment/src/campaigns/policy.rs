//! Who may see a campaign and who is invited, in two renderings of one rule: for rows that are
//! still in the database, and for a row in hand. A test holds them together.
//!
//! A campaign exists for who made it; once it is launched, for those who are invited and for whom
//! to ask for help; for administrators of everybody, and for those of a part in which somebody is
//! invited; and for the coaches of a client who is invited under their name. What somebody asks
//! themself is seen by no administrator. Who is invited exists for them, and for administrators
//! and coaches as far as these are theirs; somebody from outside for administrators of everybody
//! and for the one who asked.

use std::collections::HashSet;

use kernel::{DataKind, MembershipId, Place, Scope, Viewer, within};
use sea_orm::{
    ColumnTrait, Condition, DbBackend,
    sea_query::{Expr, ExprTrait, Query, SimpleExpr},
};

use super::{
    Mode, Origin, State,
    campaign::{Column, Entity, Model},
    invitation::{Column as InvitationColumn, Entity as Invitation, Model as InvitationModel},
    reach::may_ask_as,
};

/// Who may begin and see more of one than who is asked.
pub fn may_ask_others(place: &Place) -> bool {
    may_ask_as(place, Origin::Administrator) || place.is_coach()
}

/// The campaigns that exist for the viewer; the tenant comes first.
pub fn visible(viewer: &Viewer, backend: DbBackend) -> Condition {
    let places = viewer.places.iter();
    places.fold(Condition::any(), |any, place| any.add(visible_in(place, backend)))
}

/// The same within one organisation.
pub fn visible_in(place: &Place, backend: DbBackend) -> Condition {
    let of = |invited: SimpleExpr| invitations(place, invited);
    let mut readers = Condition::any()
        .add(Column::CreatedBy.eq(place.member))
        .add(Column::ContactId.eq(place.member).and(Column::State.ne(State::Draft)))
        .add(of(InvitationColumn::MemberId.eq(place.member)));
    let others = Column::Origin.ne(Origin::Person);
    match administered(place) {
        Some(Scope::Everybody) => readers = readers.add(others),
        Some(Scope::Only(members)) => {
            let inside = of(members_in(backend, members.iter().copied()));
            readers = readers.add(others.and(inside));
        }
        _ => {}
    }
    if let Some(clients) = clients(place) {
        let inside = of(members_in(backend, clients));
        readers = readers.add(Column::Mode.eq(Mode::Identified).and(inside));
    }
    Condition::all().add(Column::OrganizationId.eq(place.organization)).add(readers)
}

/// [`visible`], for a row in hand and the members whom it invites: what the other rendering is held
/// against.
#[cfg(any(test, feature = "testing"))]
pub fn is_visible(viewer: &Viewer, row: &Model, invited: &[MembershipId]) -> bool {
    viewer.within(row.organization_id).is_some_and(|place| {
        let me = place.member;
        let others = row.origin != Origin::Person;
        let led = match administered(place) {
            Some(Scope::Everybody) => others,
            Some(Scope::Only(members)) => others && invited.iter().any(|it| members.contains(it)),
            _ => false,
        };
        let coached = clients(place).is_some_and(|clients| {
            row.mode == Mode::Identified && invited.iter().any(|it| clients.contains(it))
        });
        row.created_by == me
            || row.contact_id == me && row.state != State::Draft
            || invited.contains(&me)
            || led
            || coached
    })
}

/// The invitations that exist for the viewer; the tenant comes first.
pub fn visible_invitations(viewer: &Viewer, backend: DbBackend) -> Condition {
    let places = viewer.places.iter();
    places.fold(Condition::any(), |any, place| any.add(visible_invitations_in(place, backend)))
}

/// The same within one organisation.
pub fn visible_invitations_in(place: &Place, backend: DbBackend) -> Condition {
    use InvitationColumn::{MemberId, OrganizationId};
    let of = |rule: SimpleExpr| campaigns(place, rule);
    let mut readers = Condition::any().add(MemberId.eq(place.member));
    let others = || of(Column::Origin.ne(Origin::Person));
    match administered(place) {
        Some(Scope::Everybody) => readers = readers.add(others()),
        Some(Scope::Only(members)) => {
            let inside = members_in(backend, members.iter().copied());
            let own = of(Column::CreatedBy.eq(place.member));
            readers = readers.add(inside.and(others())).add(MemberId.is_null().and(own));
        }
        _ => {}
    }
    if let Some(clients) = clients(place) {
        let inside = members_in(backend, clients);
        readers = readers.add(inside.and(of(Column::Mode.eq(Mode::Identified))));
    }
    Condition::all().add(OrganizationId.eq(place.organization)).add(readers)
}

/// [`visible_invitations`], for a row in hand and its campaign.
#[cfg(any(test, feature = "testing"))]
pub fn is_invitation_visible(viewer: &Viewer, row: &InvitationModel, of: &Model) -> bool {
    viewer.within(row.organization_id).is_some_and(|place| {
        let others = of.origin != Origin::Person;
        let led = match (administered(place), row.member_id) {
            (Some(Scope::Everybody), _) => others,
            (Some(Scope::Only(members)), Some(member)) => others && members.contains(&member),
            (Some(Scope::Only(_)), None) => of.created_by == place.member,
            _ => false,
        };
        let coached = clients(place).is_some_and(|clients| {
            of.mode == Mode::Identified && row.member_id.is_some_and(|it| clients.contains(&it))
        });
        row.member_id == Some(place.member) || led || coached
    })
}

/// Of a campaign that was seen: whether the viewer may change it, launch, close or repeat it. Who
/// made it may while they are what they asked as; so may administrators of everybody.
pub fn may_manage(place: &Place, row: &Model) -> bool {
    let own = row.created_by == place.member && may_ask_as(place, row.origin);
    own || row.origin != Origin::Person && place.administers_all()
}

/// Of a campaign that was seen: whether the viewer is shown who is invited, as far as these are
/// theirs, and whom it was meant for.
pub fn may_list(place: &Place, row: &Model) -> bool {
    let led = row.origin != Origin::Person && administered(place).is_some();
    let coached = row.mode == Mode::Identified && clients(place).is_some();
    led || coached || may_manage(place, row)
}

/// Of an invitation that was seen: is it the viewer who is invited?
pub fn is_invited(viewer: &Viewer, row: &InvitationModel) -> bool {
    viewer.within(row.organization_id).is_some_and(|place| Some(place.member) == row.member_id)
}

/// Of an invitation that was seen: whether the viewer is told how it stands with them. Who answers
/// under no name is also not told of.
pub fn may_read_state(viewer: &Viewer, row: &InvitationModel, mode: Mode) -> bool {
    mode == Mode::Identified || is_invited(viewer, row)
}

/// Whom the viewer administers; none, if they are no administrator, or of nobody.
fn administered(place: &Place) -> Option<&Scope> {
    may_ask_as(place, Origin::Administrator).then_some(&place.scope)
}

/// Whose results the viewer is granted; none, if there is nobody.
fn clients(place: &Place) -> Option<HashSet<MembershipId>> {
    let granted = place.coached.iter().filter(|it| it.kinds.has(DataKind::QuestionnaireResults));
    let clients: HashSet<_> = granted.map(|it| it.client).collect();
    (!clients.is_empty()).then_some(clients)
}

fn members_in(backend: DbBackend, members: impl IntoIterator<Item = MembershipId>) -> SimpleExpr {
    within(backend, (Invitation, InvitationColumn::MemberId), members)
}

/// Whether such invitations of the campaign exist.
fn invitations(place: &Place, invited: SimpleExpr) -> SimpleExpr {
    let mut select = Query::select();
    select
        .expr(Expr::cust("1"))
        .from(Invitation)
        .and_where(InvitationColumn::OrganizationId.eq(place.organization))
        .and_where(
            Expr::col((Invitation, InvitationColumn::CampaignId)).equals((Entity, Column::Id)),
        )
        .and_where(invited);
    Expr::exists(select)
}

/// Whether the invitation's campaign is such a one.
fn campaigns(place: &Place, rule: SimpleExpr) -> SimpleExpr {
    let mut select = Query::select();
    select
        .expr(Expr::cust("1"))
        .from(Entity)
        .and_where(Column::OrganizationId.eq(place.organization))
        .and_where(
            Expr::col((Entity, Column::Id)).equals((Invitation, InvitationColumn::CampaignId)),
        )
        .and_where(rule);
    Expr::exists(select)
}
