use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Answer, Call, Markdown, MeetingId, Ref};

use super::{
    meeting::{MeetingKind, MeetingState},
    point::MeetingPointInput,
};
use crate::{
    graphql::{colleagues, id, key, problems},
    loader::{Loaders, Read},
    meetings::{
        State,
        arrange::{Arrange, ArrangeMeetingError, Arranged, arrange},
    },
};

#[derive(Default)]
pub struct ArrangeMeeting;

#[Object]
impl ArrangeMeeting {
    /// Arranges to meet whom you lead or coach, or who leads or coaches you; or notes that you
    /// met.
    async fn arrange_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "With whom, when, about what.")] input: ArrangeMeetingInput,
    ) -> Answer<ArrangeMeetingPayload> {
        Loaders::of(ctx).forget();
        let key = key(input.idempotency_key.clone())?;
        let arranged = arrange(Call::of(ctx), colleagues(ctx), input.try_into()?, key).await?;
        let meeting = match arranged {
            Ok(Arranged::Now(row)) => {
                let id = row.id;
                Loaders::of(ctx).meetings.rows.feed([(id, Arc::new(row))]);
                Some(id)
            }
            Ok(Arranged::Before(id)) => Read::of(ctx).meeting(id).await?.map(|_| id),
            Err(errors) => {
                return Ok(ArrangeMeetingPayload { meeting: None, errors: problems(errors) });
            }
        };
        Ok(ArrangeMeetingPayload { meeting: meeting.map(Ref), errors: vec![] })
    }
}

/// With whom, when, about what.
#[derive(InputObject)]
struct ArrangeMeetingInput {
    /// With whom (an id of a `Membership`).
    with: ID,
    /// What kind of meeting it is.
    kind: MeetingKind,
    /// When it begins, or began.
    starts_at: DateTime<Utc>,
    /// Whether you met already; planned, if nothing is said.
    state: Option<MeetingState>,
    /// What it is about, at most 200 characters on one line.
    #[graphql(default)]
    topic: String,
    /// What both read and write, at most 20,000 characters, kept as they are.
    shared_notes: Option<Markdown>,
    /// What you agreed on, at most 50 points, in their order.
    #[graphql(default)]
    points: Vec<MeetingPointInput>,
    /// 1 to 200 characters of your choice: within 24 hours, the same key and input do it once.
    idempotency_key: Option<String>,
}

impl TryFrom<ArrangeMeetingInput> for Arrange {
    type Error = kernel::Fault;

    fn try_from(input: ArrangeMeetingInput) -> Answer<Self> {
        Ok(Self {
            with: id(&input.with)?,
            kind: input.kind.into(),
            starts_at: input.starts_at,
            state: input.state.map_or(State::Planned, Into::into),
            topic: input.topic,
            shared_notes: input.shared_notes.map(Markdown::into_string).unwrap_or_default(),
            points: input.points.into_iter().map(Into::into).collect(),
        })
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct ArrangeMeetingPayload {
    /// The meeting; null, if none was arranged.
    meeting: Option<Ref<MeetingId>>,
    /// Why none was arranged.
    errors: Vec<ArrangeMeetingError>,
}
