//! What was flagged: administrators who have its author or a recipient in scope read it, whoever
//! else may; and what they hid is for its author and for them alone.

use kernel::{MembershipId, Place, Role, Scope};
use sea_orm::{ColumnTrait, Condition, DbBackend, sea_query::Expr};

use super::who::{Who, received};
use crate::entity::feedback::{Column, Entity, Model, Moderation};

/// Readers of a text read it no more once it is hidden.
pub fn is_not_hidden() -> Condition {
    Condition::any()
        .add(Column::Moderation.is_null())
        .add(Column::Moderation.ne(Moderation::Hidden))
}

/// What the viewer reads because it was flagged; none, if they moderate nothing.
pub fn moderated(place: &Place, backend: DbBackend) -> Option<Condition> {
    let flagged = Condition::all().add(Column::Moderation.is_not_null());
    concerned(place, backend).map(|concerned| flagged.add(concerned))
}

/// Of what the viewer may read: what waits for a decision of theirs, or what was hidden; nobody
/// moderates a text of their own.
pub fn moderated_in(place: &Place, backend: DbBackend, state: Moderation) -> Condition {
    let nothing = Condition::all().add(Expr::val(false));
    let concerned = concerned(place, backend).unwrap_or(nothing);
    Condition::all()
        .add(Column::Moderation.eq(state))
        .add(Column::WithdrawnAt.is_null())
        .add(
            Condition::any().add(Column::AuthorId.is_null()).add(Column::AuthorId.ne(place.member)),
        )
        .add(concerned)
}

/// Given or received by somebody in scope.
pub fn concerned(place: &Place, backend: DbBackend) -> Option<Condition> {
    match &place.scope {
        _ if !place.roles.has(Role::Administrator) => None,
        Scope::Nobody => None,
        Scope::Everybody => Some(Condition::all()),
        Scope::Only(members) => {
            let members: Vec<_> = members.iter().copied().collect();
            let members = Who::Any(&members);
            let given = members.are(backend, (Entity, Column::AuthorId));
            Some(Condition::any().add(given).add(received(place, backend, &members)))
        }
    }
}

/// Of a row in hand: whether the viewer moderates it, once it is flagged.
pub fn moderates(
    place: &Place,
    author: Option<MembershipId>,
    mut recipients: impl Iterator<Item = MembershipId>,
) -> bool {
    place.administers_all()
        || author.is_some_and(|author| place.administers(author))
        || recipients.any(|to| place.administers(to))
}

/// Of a row in hand: it is there for others than its author and the moderators.
pub fn stands(row: &Model) -> bool {
    row.withdrawn_at.is_none() && row.moderation != Some(Moderation::Hidden)
}
