//! Who may read what they were told: the member alone, and only as long as what it is about is
//! theirs to read, not for moderation alone, and stands; thanks, as long as somebody thanks; that
//! they are asked, as long as they can answer; that it was answered, as long as they ask.

use kernel::{Place, Viewer};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait,
    sea_query::{Expr, ExprTrait, Query},
};

use super::entity::notification::{Column, Entity, Kind};
use crate::{
    entity::feedback,
    policy::{is_not_hidden, readable_in as reads_feedback},
    requests::entity::{invitation, request},
    talk,
    talk::entity::{reaction, reply, reply_reaction},
};

/// The notifications that exist for the viewer; the tenant comes first.
pub fn visible(viewer: &Viewer, backend: DbBackend) -> Condition {
    let places = viewer.places.iter();
    places.fold(Condition::any(), |any, place| any.add(visible_in(place, backend)))
}

/// The same within one organisation.
pub fn visible_in(place: &Place, backend: DbBackend) -> Condition {
    let feedback = there(
        (feedback::Entity, feedback::Column::Id),
        Column::FeedbackId,
        reads_feedback(place, backend)
            .add(feedback::Column::WithdrawnAt.is_null())
            .add(is_not_hidden()),
    );
    let said = talk::policy::readable_in(place, backend)
        .add(reply::Column::WithdrawnAt.is_null())
        .add(talk::policy::is_not_hidden());
    let reply = there((reply::Entity, reply::Column::Id), Column::ReplyId, said);
    let reply = Condition::any().add(Column::ReplyId.is_null()).add(reply);
    let told = Condition::all().add(feedback).add(reply).add(is_thanked(place));
    mine(place).add(Condition::any().add(told).add(is_asked(place)).add(is_answered(place)))
}

/// They are asked, and it waits for them; reminded of all that waits, for anything.
fn is_asked(place: &Place) -> Condition {
    use invitation::{Column as Asked, Entity as Invitation, State};
    let open = Condition::all()
        .add(Asked::OrganizationId.eq(place.organization))
        .add(Asked::MemberId.eq(place.member))
        .add(Asked::State.eq(State::Open));
    let mut any = Query::select();
    any.expr(Expr::cust("1")).from(Invitation).cond_where(open.clone());
    let request = there((Invitation, Asked::RequestId), Column::RequestId, open);
    let asked = Condition::all().add(Column::Kind.eq(Kind::Request)).add(request);
    let reminded = Condition::all().add(Column::Kind.eq(Kind::Reminder)).add(Expr::exists(any));
    Condition::any().add(asked).add(reminded)
}

/// They asked.
fn is_answered(place: &Place) -> Condition {
    use request::{Column as Of, Entity as Request};
    let own = Condition::all()
        .add(Of::OrganizationId.eq(place.organization))
        .add(Of::RequesterId.eq(place.member));
    let request = there((Request, Of::Id), Column::RequestId, own);
    Condition::all().add(Column::Kind.eq(Kind::Answer)).add(request)
}

/// If they were thanked: somebody thanks for it still.
fn is_thanked(place: &Place) -> Condition {
    let feedback = Condition::all()
        .add(reaction::Column::OrganizationId.eq(place.organization))
        .add(reaction::Column::Kind.eq(reaction::Kind::Thanks));
    let feedback =
        there((reaction::Entity, reaction::Column::FeedbackId), Column::FeedbackId, feedback);
    let reply = Condition::all()
        .add(reply_reaction::Column::OrganizationId.eq(place.organization))
        .add(reply_reaction::Column::Kind.eq(reaction::Kind::Thanks));
    let reply =
        there((reply_reaction::Entity, reply_reaction::Column::ReplyId), Column::ReplyId, reply);
    Condition::any()
        .add(Column::Kind.ne(Kind::Thanks))
        .add(Condition::all().add(Column::ReplyId.is_null()).add(feedback))
        .add(reply)
}

/// Whatever they were told, also what is theirs to read no more.
pub fn mine(place: &Place) -> Condition {
    Condition::all()
        .add(Column::OrganizationId.eq(place.organization))
        .add(Column::MemberId.eq(place.member))
}

/// The row that a column names is there under this rule.
fn there<E: EntityTrait>((entity, id): (E, E::Column), of: Column, rule: Condition) -> Expr {
    let mut found = Query::select();
    found
        .expr(Expr::cust("1"))
        .from(entity)
        .and_where(id.into_expr().equals((Entity, of)))
        .cond_where(rule);
    Expr::exists(found)
}
