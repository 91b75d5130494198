use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Markdown, MeetingId, Ref};

use crate::{
    graphql::id,
    loader::Loaders,
    meetings::note::{WriteMeetingNotesError, note},
};

#[derive(Default)]
pub struct WriteMeetingNotes;

#[Object]
impl WriteMeetingNotes {
    /// Notes something of a meeting for yourself, in place of what you noted before. Nobody else
    /// reads it.
    async fn write_meeting_notes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you note, and of which meeting.")] input: WriteMeetingNotesInput,
    ) -> Answer<WriteMeetingNotesPayload> {
        Loaders::of(ctx).forget();
        match note(Call::of(ctx), id(&input.meeting)?, input.notes.into_string()).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).meetings.rows.feed([(id, Arc::new(row))]);
                Ok(WriteMeetingNotesPayload { meeting: Some(Ref(id)), errors: vec![] })
            }
            Err(error) => {
                Ok(WriteMeetingNotesPayload { meeting: None, errors: vec![error.into()] })
            }
        }
    }
}

/// What you note, and of which meeting.
#[derive(InputObject)]
struct WriteMeetingNotesInput {
    /// Which.
    meeting: ID,
    /// At most 20,000 characters, kept as they are; empty removes them.
    notes: Markdown,
}

/// What came of it.
#[derive(SimpleObject)]
struct WriteMeetingNotesPayload {
    /// As it is now; null, if there is none of yours.
    meeting: Option<Ref<MeetingId>>,
    /// Why nothing was noted.
    errors: Vec<WriteMeetingNotesError>,
}
