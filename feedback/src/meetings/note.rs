//! Noting something of a meeting for oneself.

use kernel::{Answer, Call, MeetingId, audit};

use super::{
    content::are_notes,
    entity::meeting::Model,
    policy::{self, Side},
    repo::{self, write},
};

kernel::problems! {
    /// Why nothing was noted.
    NoteError as WriteMeetingNotesError, WriteMeetingNotesErrorCode {
        /// It does not exist for you.
        NoSuchMeeting => ("meeting", "There is no such meeting of yours."),
        /// They have more than 20,000 characters, or a null character.
        NotesTooLong => ("notes", "Notes have at most 20,000 characters."),
    }
}

/// In place of what one noted before. Nobody else reads it, the other of the two included; it
/// can be written also when one leads or coaches the person no more.
pub async fn note(
    call: &Call,
    meeting: MeetingId,
    notes: String,
) -> Answer<Result<Model, NoteError>> {
    call.viewer.signed()?;
    let found = repo::by_id(&call.db, &call.viewer, meeting).await?;
    let found = found.and_then(|row| policy::side(&call.viewer, &row).map(|side| (row, side)));
    let Some((row, side)) = found else { return Ok(Err(NoteError::NoSuchMeeting)) };
    audit::licensed(call, row.organization_id, "writeMeetingNotes").await?;
    if !are_notes(&notes) {
        return Ok(Err(NoteError::NotesTooLong));
    }
    let next = match side {
        Side::Person => Model { person_notes: notes.clone(), ..row },
        Side::Host => Model { host_notes: notes.clone(), ..row },
    };
    let entry = audit::Entry::done(next.organization_id, "writeMeetingNotes", next.id);
    call.db.write_all(vec![write::noted(&next, side, notes), entry.by(call)]).await?;
    Ok(Ok(next))
}
