//! Changing what both read of a meeting.

use chrono::{DateTime, SubsecRound, Utc};
use kernel::{Answer, Call, MeetingId, Tx, audit};
use sea_orm::{ConnectionTrait, DbErr};

use super::{
    content::{ContentProblem, Point, check},
    entity::meeting::{Model, State},
    policy,
    repo::{self, write},
};

/// What is none stays.
#[derive(Clone, Debug)]
pub struct Update {
    pub meeting: MeetingId,
    /// As it was read.
    pub version: i64,
    pub starts_at: Option<DateTime<Utc>>,
    pub state: Option<State>,
    pub topic: Option<String>,
    pub shared_notes: Option<String>,
    /// In place of those there are.
    pub points: Option<Vec<Point>>,
}

kernel::problems! {
    /// Why a meeting was not changed.
    UpdateError as UpdateMeetingError, UpdateMeetingErrorCode {
        /// It does not exist for you, or you lead or coach the person no more.
        NoSuchMeeting => ("meeting", "There is no such meeting of yours."),
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// The topic has more than 200 characters or more than one line.
        TopicInvalid => ("topic", "A topic has at most 200 characters on one line."),
        /// It lies in another year than 1000 to 9999.
        StartInvalid => ("startsAt", "A meeting starts in the years 1000 to 9999."),
        /// They have more than 20,000 characters, or a null character.
        NotesTooLong => ("sharedNotes", "Notes have at most 20,000 characters."),
        /// A point is not 1 to 500 characters on one line, or has an odd day.
        PointInvalid => ("points", "A point has 1 to 500 characters on one line."),
        /// There are more than 50.
        TooManyPoints => ("points", "A meeting has at most 50 points."),
    }
}

/// Of two updates at once one is kept and the other told that it is stale.
pub async fn update(call: &Call, input: Update) -> Answer<Result<Model, Vec<UpdateError>>> {
    call.viewer.signed()?;
    let found = repo::by_id(&call.db, &call.viewer, input.meeting).await?;
    let Some(read) = found.filter(|row| policy::reads_shared(&call.viewer, row)) else {
        return Ok(Err(vec![UpdateError::NoSuchMeeting]));
    };
    audit::licensed(call, read.organization_id, "updateMeeting").await?;
    if input.version != read.version {
        return Ok(Err(vec![UpdateError::Stale]));
    }
    let (topic, notes) = (input.topic.as_deref(), input.shared_notes.as_deref());
    let problems = check(topic, input.starts_at, notes, input.points.as_deref());
    if !problems.is_empty() {
        return Ok(Err(problems.into_iter().map(Into::into).collect()));
    }
    let points = input.points.clone();
    let next = changed(call, &read, input);
    let tx = call.db.begin().await?;
    if tx.write(write::updated(&read, &next)).await? == 0 {
        tx.rollback().await?;
        return Ok(Err(vec![UpdateError::Stale]));
    }
    store(call, &tx, &next, points.as_deref()).await?;
    tx.commit().await?;
    Ok(Ok(next))
}

fn changed(call: &Call, read: &Model, input: Update) -> Model {
    let read = read.clone();
    Model {
        starts_at: input.starts_at.map_or(read.starts_at, |at| at.trunc_subsecs(6)),
        state: input.state.unwrap_or(read.state),
        topic: input.topic.unwrap_or(read.topic),
        shared_notes: input.shared_notes.unwrap_or(read.shared_notes),
        version: read.version + 1,
        updated_at: call.clock.now(),
        ..read
    }
}

async fn store(call: &Call, tx: &Tx, next: &Model, points: Option<&[Point]>) -> Result<(), DbErr> {
    if let Some(points) = points {
        tx.write(write::unagreed(next)).await?;
        if !points.is_empty() {
            tx.write(write::agreed(tx.get_database_backend(), next, points)).await?;
        }
    }
    tx.write(audit::Entry::done(next.organization_id, "updateMeeting", next.id).by(call)).await?;
    Ok(())
}

impl From<ContentProblem> for UpdateError {
    fn from(problem: ContentProblem) -> Self {
        match problem {
            ContentProblem::Topic => Self::TopicInvalid,
            ContentProblem::Start => Self::StartInvalid,
            ContentProblem::Notes => Self::NotesTooLong,
            ContentProblem::Point => Self::PointInvalid,
            ContentProblem::TooManyPoints => Self::TooManyPoints,
        }
    }
}
