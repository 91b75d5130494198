//! Conditions on who received a piece of feedback.

use kernel::{MembershipId, Place, within};
use sea_orm::{
    ColumnTrait, Condition, DbBackend,
    sea_query::{Expr, ExprTrait, IntoColumnRef, Query},
};

use crate::entity::{
    feedback::{Column, Entity},
    recipient,
};

/// One member or several.
pub enum Who<'a> {
    One(MembershipId),
    Any(&'a [MembershipId]),
}

impl Who<'_> {
    pub fn are(&self, backend: DbBackend, column: impl IntoColumnRef) -> Expr {
        match self {
            Self::One(member) => Expr::col(column).eq(*member),
            Self::Any(members) => within(backend, column, members.iter().copied()),
        }
    }
}

/// They are among the recipients; one who is alone stands in the row itself.
pub fn received(place: &Place, backend: DbBackend, who: &Who<'_>) -> Condition {
    let among = who.are(backend, (recipient::Entity, recipient::Column::RecipientId));
    Condition::any().add(who.are(backend, (Entity, Column::SoleRecipientId))).add(
        Condition::all().add(Column::SoleRecipientId.is_null()).add(recipient_who(place, among)),
    )
}

/// There is a recipient of whom this holds.
pub fn recipient_who(place: &Place, is: Expr) -> Expr {
    use recipient::{Column as To, Entity as Recipient};
    let mut found = Query::select();
    found
        .expr(Expr::cust("1"))
        .from(Recipient)
        .and_where(To::OrganizationId.eq(place.organization))
        .and_where(Expr::col((Recipient, To::FeedbackId)).equals((Entity, Column::Id)))
        .and_where(is);
    Expr::exists(found)
}
