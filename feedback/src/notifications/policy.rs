//! Who may read what they were told: the member alone, and only as long as what it is about is
//! theirs to read, not for moderation alone, and stands.

use kernel::{Place, Viewer};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait,
    sea_query::{Expr, ExprTrait, Query},
};

use super::entity::notification::{Column, Entity};
use crate::{entity::feedback, policy::readable_in as reads_feedback, talk, talk::entity::reply};

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
        reads_feedback(place, backend),
    );
    let said = talk::policy::readable_in(place, backend)
        .add(reply::Column::WithdrawnAt.is_null())
        .add(talk::policy::is_not_hidden());
    let reply = there((reply::Entity, reply::Column::Id), Column::ReplyId, said);
    mine(place).add(feedback).add(Condition::any().add(Column::ReplyId.is_null()).add(reply))
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
