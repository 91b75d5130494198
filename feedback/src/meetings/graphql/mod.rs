//! What this context says of meetings in GraphQL.

mod arrange_meeting;
mod list;
mod meeting;
mod point;
mod update_meeting;
mod write_meeting_notes;

use async_graphql::MergedObject;

pub use self::{
    list::OrganizationMeetings,
    meeting::{MeetingFields, MeetingState},
    point::MeetingPoint,
};

/// What people do about their meetings.
#[derive(MergedObject, Default)]
pub struct MeetingMutation(
    arrange_meeting::ArrangeMeeting,
    update_meeting::UpdateMeeting,
    write_meeting_notes::WriteMeetingNotes,
);
