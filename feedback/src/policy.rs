//! Who may read feedback, in two renderings of one rule: for rows that are still in the
//! database, and for a row in hand. A test holds them together.
//!
//! The author always; a recipient, until it is withdrawn; and then, as far as its visibility
//! goes, whoever was a recipient's manager when it was given and leads them still, the members
//! of a recipient's unit now, and every member who is not external. Besides them an
//! administrator reads what the organisation may read about members in scope, and a coach
//! with the grant what a client gave or received. What was flagged is read by who moderates
//! it, too, and once it is hidden by them and its author alone.

mod moderated;
mod readers;
mod who;

use kernel::{DataKind, MembershipId, Place, Role, Viewer};
use sea_orm::{ColumnTrait, Condition, DbBackend};

use self::{
    moderated::moderated,
    readers::{administered, clients, coached, led},
    who::{Who, received},
};
use crate::entity::{
    feedback::{Column, Entity, Model, Visibility},
    recipient,
};

pub use self::moderated::{concerned, is_not_hidden, moderated_in, moderates, stands};

/// How many authors each count must rest on before an administrator is told.
pub const FEWEST_AUTHORS: i64 = 5;

/// The rows that exist for the viewer; the tenant comes first, whatever else is asked.
pub fn visible(viewer: &Viewer, backend: DbBackend) -> Condition {
    let places = viewer.places.iter();
    places.fold(Condition::any(), |any, place| any.add(visible_in(place, backend)))
}

/// The same within one organisation, which is what nearly every list asks for. What is
/// answered from the row itself stands first; other tables are looked into last.
pub fn visible_in(place: &Place, backend: DbBackend) -> Condition {
    let read = Condition::all().add(is_not_hidden()).add(readers(place, backend));
    let others = Condition::any().add(read).add_option(moderated(place, backend));
    for_author_or(place, others)
}

/// Of those: what the viewer reads whether it is flagged or not. Who reads it so takes part in
/// what is said about it.
pub fn readable_in(place: &Place, backend: DbBackend) -> Condition {
    for_author_or(place, Condition::all().add(is_not_hidden()).add(readers(place, backend)))
}

fn for_author_or(place: &Place, others: Condition) -> Condition {
    tenant(place).add(
        Condition::any()
            .add(Column::AuthorId.eq(place.member))
            .add(Condition::all().add(Column::WithdrawnAt.is_null()).add(others)),
    )
}

/// Whoever reads it by its visibility, or by a grant.
fn readers(place: &Place, backend: DbBackend) -> Condition {
    let mut readers = Condition::any();
    if !place.is_external() {
        readers = readers.add(Column::Visibility.eq(Visibility::Organization));
    } else if place.roles.has(Role::Administrator) {
        readers = readers.add(administered(place, backend));
    }
    readers = readers.add(received(place, backend, &Who::One(place.member)));
    if !place.team.is_empty() {
        readers = readers.add(
            Condition::all()
                .add(Column::Visibility.is_in([Visibility::Team, Visibility::Organization]))
                .add(received(place, backend, &Who::Any(&place.team))),
        );
    }
    if !place.reports.is_empty() {
        readers = readers.add(led(place, backend));
    }
    let clients = clients(place);
    if !clients.is_empty() {
        readers = readers.add(coached(place, backend, &clients));
    }
    readers
}

/// Of what the viewer may read: what concerns those whom they lead.
pub fn about_reports(place: &Place, backend: DbBackend) -> Condition {
    Condition::all().add(received(place, backend, &Who::Any(&place.reports)))
}

/// Of what the viewer may read: what they read as an administrator.
pub fn in_scope(place: &Place, backend: DbBackend) -> Condition {
    administered(place, backend).add(Column::WithdrawnAt.is_null())
}

/// Of what the viewer may read: what they read as a coach.
pub fn granted(place: &Place, backend: DbBackend) -> Condition {
    let coached = coached(place, backend, &clients(place));
    Condition::all().add(Column::WithdrawnAt.is_null()).add(coached)
}

/// Those are among the recipients. One of them stands in the row itself if they are alone.
pub fn received_by(place: &Place, backend: DbBackend, member: MembershipId) -> Condition {
    received(place, backend, &Who::One(member))
}

/// [`visible`], for a row in hand: what the other rendering is held against.
#[cfg(any(test, feature = "testing"))]
pub fn is_visible(viewer: &Viewer, row: &Model, recipients: &[recipient::Model]) -> bool {
    let to = recipients.iter().map(|it| it.recipient_id);
    let place = viewer.within(row.organization_id);
    let moderated = row.moderation.is_some() && row.withdrawn_at.is_none();
    is_readable(viewer, row, recipients)
        || moderated && place.is_some_and(|place| moderates(place, row.author_id, to))
}

/// [`readable_in`], for a row in hand.
pub fn is_readable(viewer: &Viewer, row: &Model, recipients: &[recipient::Model]) -> bool {
    let Some(place) = viewer.within(row.organization_id) else { return false };
    if row.author_id == Some(place.member) {
        return true;
    }
    if !stands(row) {
        return false;
    }
    let any = |test: &dyn Fn(&recipient::Model) -> bool| recipients.iter().any(test);
    let seen_by_team = matches!(row.visibility, Visibility::Team | Visibility::Organization);
    let seen_by_managers = row.visibility != Visibility::Recipient;
    let seen_by_all = row.visibility == Visibility::Organization;
    let coached = |member| place.coaches(member, DataKind::Feedback);
    let administers = || place.administers_all() || any(&|to| place.administers(to.recipient_id));
    seen_by_all && (!place.is_external() || administers())
        || any(&|to| to.recipient_id == place.member)
        || seen_by_team && any(&|to| place.team.contains(&to.recipient_id))
        || seen_by_managers
            && any(&|to| to.manager_id == Some(place.member) && place.leads(to.recipient_id))
        || row.author_id.is_some_and(coached)
        || any(&|to| coached(to.recipient_id))
}

/// Of a row that was seen: is it the viewer's own?
pub fn is_author(viewer: &Viewer, row: &Model) -> bool {
    let place = viewer.within(row.organization_id);
    place.is_some_and(|place| row.author_id == Some(place.member))
}

/// Earlier texts and acknowledgements are between those who wrote and those who received.
pub fn took_part(viewer: &Viewer, row: &Model, recipients: &[MembershipId]) -> bool {
    let place = viewer.within(row.organization_id);
    place.is_some_and(|place| {
        row.author_id == Some(place.member) || recipients.contains(&place.member)
    })
}

/// Who is no external is told all recipients of what they read, as is the author, and the
/// author's coach, who reads what the author reads. Others are told those they may see:
/// two clients of one coach do not learn of each other.
pub fn sees_every_recipient(place: &Place, row: &Model) -> bool {
    !place.is_external()
        || row.author_id.is_some_and(|author| {
            author == place.member || place.coaches(author, DataKind::Feedback)
        })
}

/// The same, for rows in the database.
pub fn every_recipient_told(place: &Place, backend: DbBackend) -> Condition {
    if !place.is_external() {
        return Condition::all();
    }
    let clients = clients(place);
    Condition::any()
        .add(Column::AuthorId.eq(place.member))
        .add(Who::Any(&clients).are(backend, (Entity, Column::AuthorId)))
}

/// What somebody is told of a member's feedback in figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summarized {
    /// Counts and mean marks.
    Whole,
    /// Counts, and only if they rest on [`FEWEST_AUTHORS`] or more.
    CountsOfMany,
}

/// The member; a coach with a grant of feedback or of its summary; administrators in scope.
pub fn may_summarize(place: &Place, member: MembershipId) -> Option<Summarized> {
    let coaches = |kind| place.coaches(member, kind);
    if place.member == member || coaches(DataKind::Feedback) || coaches(DataKind::FeedbackSummary) {
        return Some(Summarized::Whole);
    }
    place.administers(member).then_some(Summarized::CountsOfMany)
}

/// Competencies are the whole organisation's, so is whoever changes them.
pub fn may_manage_competencies(place: &Place) -> bool {
    place.administers_all()
}

fn tenant(place: &Place) -> Condition {
    Condition::all().add(Column::OrganizationId.eq(place.organization))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kernel::{Coached, MemberKind, OrganizationId, Roles, Scope};
    use sea_orm::sea_query::Query;
    use uuid::Uuid;

    use super::*;

    fn member(n: u128) -> MembershipId {
        MembershipId(Uuid::from_u128(n))
    }

    fn place() -> Place {
        Place {
            organization: OrganizationId(Uuid::from_u128(1)),
            member: member(1),
            kind: MemberKind::Employee,
            roles: Roles::default(),
            unit: None,
            reports: Arc::default(),
            team: Arc::default(),
            scope: Scope::Nobody,
            coached: Arc::default(),
            writable: true,
        }
    }

    #[test]
    fn a_summary_is_for_the_member_their_coach_and_administrators_in_scope() {
        let coached = |kind| Place {
            coached: [Coached { client: member(2), kinds: [kind].into_iter().collect() }].into(),
            ..place()
        };
        let administrator =
            |scope| Place { roles: Roles::default().with(Role::Administrator), scope, ..place() };
        let only = |n| Scope::Only(Arc::new([member(n)].into()));
        for (place, about, told) in [
            (place(), 1, Some(Summarized::Whole)),
            (place(), 2, None),
            (coached(DataKind::Feedback), 2, Some(Summarized::Whole)),
            (coached(DataKind::FeedbackSummary), 2, Some(Summarized::Whole)),
            (coached(DataKind::Goals), 2, None),
            (coached(DataKind::Feedback), 3, None),
            (administrator(Scope::Everybody), 2, Some(Summarized::CountsOfMany)),
            (administrator(only(2)), 2, Some(Summarized::CountsOfMany)),
            (administrator(only(2)), 3, None),
            (Place { reports: [member(2)].into(), ..place() }, 2, None),
            (Place { scope: Scope::Everybody, ..place() }, 2, None),
        ] {
            assert_eq!(may_summarize(&place, member(about)), told, "{place:?} {about}");
        }
    }

    #[test]
    fn competencies_are_for_administrators_of_everybody() {
        let roles = Roles::default().with(Role::Administrator);
        assert!(!may_manage_competencies(&Place { scope: Scope::Everybody, ..place() }));
        assert!(!may_manage_competencies(&Place { roles, ..place() }));
        assert!(may_manage_competencies(&Place { roles, scope: Scope::Everybody, ..place() }));
    }

    /// Plans are made once for each shape of a viewer: how many they lead or coach must not
    /// change the text.
    #[test]
    fn the_text_does_not_grow_with_the_viewer() {
        let text = |n: u128| {
            let many: Arc<[_]> = (0..n).map(member).collect();
            let kinds = [DataKind::Feedback].into_iter().collect();
            let place = Place {
                coached: many.iter().map(|client| Coached { client: *client, kinds }).collect(),
                reports: many.clone(),
                team: many,
                ..place()
            };
            [DbBackend::Postgres, DbBackend::Sqlite].map(|backend| {
                let mut select = Query::select();
                select.from(Entity).cond_where(visible_in(&place, backend));
                backend.build(&select).sql
            })
        };
        assert_eq!(text(1), text(200));
    }
}
