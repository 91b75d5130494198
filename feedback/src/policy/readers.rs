//! The ways by which others than author and recipients read feedback.

use kernel::{DataKind, MembershipId, Place};
use sea_orm::{
    ColumnTrait, Condition, DbBackend,
    sea_query::{Expr, ExprTrait},
};

use super::who::{Who, received, recipient_who};
use crate::entity::{
    feedback::{Column, Entity, Visibility},
    recipient,
};

/// What the organisation may read, about those in scope.
pub fn administered(place: &Place, backend: DbBackend) -> Condition {
    let shown = Condition::all().add(Column::Visibility.eq(Visibility::Organization));
    match &place.scope {
        kernel::Scope::Everybody => shown,
        kernel::Scope::Nobody => shown.add(Expr::val(false)),
        kernel::Scope::Only(members) => {
            let members: Vec<_> = members.iter().copied().collect();
            shown.add(received(place, backend, &Who::Any(&members)))
        }
    }
}

/// Whose feedback is granted to the viewer.
pub fn clients(place: &Place) -> Vec<MembershipId> {
    let granted = place.coached.iter().filter(|it| it.kinds.has(DataKind::Feedback));
    granted.map(|it| it.client).collect()
}

/// Given or received by one of these.
pub fn coached(place: &Place, backend: DbBackend, clients: &[MembershipId]) -> Condition {
    let clients = Who::Any(clients);
    Condition::any()
        .add(clients.are(backend, (Entity, Column::AuthorId)))
        .add(received(place, backend, &clients))
}

/// Given to somebody whom the viewer led then and leads now.
pub fn led(place: &Place, backend: DbBackend) -> Condition {
    let reports = Who::Any(&place.reports);
    let then = Expr::col((recipient::Entity, recipient::Column::ManagerId)).eq(place.member);
    let now = reports.are(backend, (recipient::Entity, recipient::Column::RecipientId));
    Condition::all()
        .add(Column::Visibility.ne(Visibility::Recipient))
        .add(
            Condition::any()
                .add(Column::SoleRecipientId.is_null())
                .add(reports.are(backend, (Entity, Column::SoleRecipientId))),
        )
        .add(recipient_who(place, then.and(now)))
}
