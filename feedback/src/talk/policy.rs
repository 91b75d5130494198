//! Who may read what is said about feedback, in two renderings of one rule: for rows that are
//! still in the database, and for a row in hand. A test holds them together.
//!
//! A reply exists for its author, and for everybody who reads the feedback it is about, but not
//! for moderation alone. What was flagged or hidden exists besides for administrators who have
//! its author, or the author or a recipient of the feedback, in scope. Withdrawn, it keeps its
//! place and says nothing; hidden, it says what it says to its author and the moderators.

use kernel::{Place, Role, Scope, Viewer, within};
use sea_orm::{
    ColumnTrait, Condition, DbBackend,
    sea_query::{Expr, ExprTrait, Query},
};

use super::{
    entity::reply::{Column, Entity},
    repo::Row,
};
use crate::{
    entity::feedback::{self, Moderation},
    policy::{concerned, readable_in as reads_feedback},
};

/// The replies that exist for the viewer; the tenant comes first.
pub fn visible(viewer: &Viewer, backend: DbBackend) -> Condition {
    let places = viewer.places.iter();
    places.fold(Condition::any(), |any, place| any.add(visible_in(place, backend)))
}

/// The same within one organisation.
pub fn visible_in(place: &Place, backend: DbBackend) -> Condition {
    let of_text = Condition::all()
        .add(Column::Moderation.is_not_null())
        .add(Column::WithdrawnAt.is_null())
        .add(moderates(place, backend));
    tenant(place).add(
        Condition::any()
            .add(Column::AuthorId.eq(place.member))
            .add(joins(place, backend))
            .add(of_text),
    )
}

/// [`visible`], for a row in hand, beside the feedback it is about.
#[cfg(any(test, feature = "testing"))]
pub fn is_visible(
    viewer: &Viewer,
    row: &super::entity::reply::Model,
    about: &feedback::Model,
    recipients: &[crate::entity::recipient::Model],
) -> bool {
    let Some(place) = viewer.within(row.organization_id) else { return false };
    let to = recipients.iter().map(|it| it.recipient_id);
    let moderates = || {
        row.author_id.is_some_and(|author| place.administers(author))
            || crate::policy::moderates(place, about.author_id, to)
    };
    row.author_id == Some(place.member)
        || crate::policy::is_readable(viewer, about, recipients)
        || row.moderation.is_some() && row.withdrawn_at.is_none() && moderates()
}

/// What others than its author and the moderators read.
pub fn is_not_hidden() -> Condition {
    Condition::any()
        .add(Column::Moderation.is_null())
        .add(Column::Moderation.ne(Moderation::Hidden))
}

/// What waits for a decision of the viewer, or what was hidden; nobody moderates a text of their
/// own.
pub fn moderated_in(place: &Place, backend: DbBackend, state: Moderation) -> Condition {
    tenant(place)
        .add(Column::Moderation.eq(state))
        .add(Column::WithdrawnAt.is_null())
        .add(
            Condition::any().add(Column::AuthorId.is_null()).add(Column::AuthorId.ne(place.member)),
        )
        .add(moderates(place, backend))
}

/// Of what exists for the viewer: not for moderation alone.
pub fn readable_in(place: &Place, backend: DbBackend) -> Condition {
    let own = Condition::any().add(Column::AuthorId.eq(place.member));
    tenant(place).add(own.add(joins(place, backend)))
}

/// The viewer reads the feedback, by its visibility or by a grant.
pub fn joins_any(viewer: &Viewer, backend: DbBackend) -> Condition {
    any(viewer, |place| joins(place, backend))
}

/// The viewer moderates it, once it is flagged.
pub fn moderates_any(viewer: &Viewer, backend: DbBackend) -> Condition {
    any(viewer, |place| moderates(place, backend))
}

/// Of a row that was seen: the viewer's own?
pub fn is_own(viewer: &Viewer, row: &Row) -> bool {
    let place = viewer.within(row.reply.organization_id);
    place.is_some_and(|place| row.reply.author_id == Some(place.member))
}

/// How much of a reply that was seen is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// That it is there.
    Place,
    /// What it says.
    Text,
    /// What it says, to a moderator, of which a note is taken.
    TextNoted,
}

pub fn told(viewer: &Viewer, row: &Row) -> Told {
    let hidden = row.reply.moderation == Some(Moderation::Hidden);
    if row.reply.withdrawn_at.is_some() {
        Told::Place
    } else if is_own(viewer, row) || row.joins && !hidden {
        Told::Text
    } else if row.moderates {
        Told::TextNoted
    } else {
        Told::Place
    }
}

/// It is there for others than its author and the moderators.
pub fn stands(row: &Row) -> bool {
    row.reply.withdrawn_at.is_none() && row.reply.moderation != Some(Moderation::Hidden)
}

fn tenant(place: &Place) -> Condition {
    Condition::all().add(Column::OrganizationId.eq(place.organization))
}

fn any(viewer: &Viewer, of: impl Fn(&Place) -> Condition) -> Condition {
    let places = viewer.places.iter();
    places.fold(Condition::any().add(Expr::val(false)), |any, place| {
        any.add(tenant(place).add(of(place)))
    })
}

fn joins(place: &Place, backend: DbBackend) -> Condition {
    about(place, reads_feedback(place, backend))
}

fn moderates(place: &Place, backend: DbBackend) -> Condition {
    let nobody = Condition::any().add(Expr::val(false));
    match &place.scope {
        _ if !place.roles.has(Role::Administrator) => nobody,
        Scope::Nobody => nobody,
        Scope::Everybody => nobody.add(Expr::val(true)),
        Scope::Only(members) => {
            let said = within(backend, (Entity, Column::AuthorId), members.iter().copied());
            let about = concerned(place, backend).map(|concerned| about(place, concerned));
            nobody.add(said).add_option(about)
        }
    }
}

/// The feedback it is about is so.
fn about(place: &Place, is: Condition) -> Condition {
    let mut found = Query::select();
    found
        .expr(Expr::cust("1"))
        .from(feedback::Entity)
        .and_where(feedback::Column::OrganizationId.eq(place.organization))
        .and_where(
            Expr::col((feedback::Entity, feedback::Column::Id))
                .equals((Entity, Column::FeedbackId)),
        )
        .cond_where(is);
    Condition::all().add(Expr::exists(found))
}
