use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Answer, Call, Markdown, MeetingId, Ref};

use super::{meeting::MeetingState, point::MeetingPointInput};
use crate::{
    graphql::{id, problems},
    loader::Loaders,
    meetings::update::{Update, UpdateMeetingError, update},
};

#[derive(Default)]
pub struct UpdateMeeting;

#[Object]
impl UpdateMeeting {
    /// Changes what both of you read of a meeting; for either of you, the host while they lead
    /// or coach the person.
    async fn update_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: UpdateMeetingInput,
    ) -> Answer<UpdateMeetingPayload> {
        Loaders::of(ctx).forget();
        match update(Call::of(ctx), input.try_into()?).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).meetings.rows.feed([(id, Arc::new(row))]);
                Ok(UpdateMeetingPayload { meeting: Some(Ref(id)), errors: vec![] })
            }
            Err(errors) => Ok(UpdateMeetingPayload { meeting: None, errors: problems(errors) }),
        }
    }
}

/// What is changed. What is left out stays.
#[derive(InputObject)]
struct UpdateMeetingInput {
    /// Which.
    meeting: ID,
    /// Its `version`, as you read it.
    version: i64,
    /// When it begins, or began.
    starts_at: Option<DateTime<Utc>>,
    /// Whether you met.
    state: Option<MeetingState>,
    /// At most 200 characters on one line; may be empty.
    topic: Option<String>,
    /// At most 20,000 characters, kept as they are; may be empty.
    shared_notes: Option<Markdown>,
    /// In place of all points, at most 50, in their order.
    points: Option<Vec<MeetingPointInput>>,
}

impl TryFrom<UpdateMeetingInput> for Update {
    type Error = kernel::Fault;

    fn try_from(input: UpdateMeetingInput) -> Answer<Self> {
        Ok(Self {
            meeting: id(&input.meeting)?,
            version: input.version,
            starts_at: input.starts_at,
            state: input.state.map(Into::into),
            topic: input.topic,
            shared_notes: input.shared_notes.map(Markdown::into_string),
            points: input.points.map(|all| all.into_iter().map(Into::into).collect()),
        })
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct UpdateMeetingPayload {
    /// As it is now; null, if nothing was changed.
    meeting: Option<Ref<MeetingId>>,
    /// Why nothing was changed.
    errors: Vec<UpdateMeetingError>,
}
