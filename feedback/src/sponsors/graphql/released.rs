use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use kernel::{Date, Markdown};

use crate::{
    goals::{
        entity::{goal, milestone},
        graphql::{GoalMilestone, GoalState},
    },
    meetings::{
        entity::{meeting, point},
        graphql::{MeetingPoint, MeetingState},
    },
};

/// A session of the client with the coach, as a sponsor is told of it.
#[derive(SimpleObject)]
pub struct SponsoredSession {
    /// When it begins, or began.
    starts_at: DateTime<Utc>,
    /// Whether they met.
    state: MeetingState,
}

impl From<&meeting::Model> for SponsoredSession {
    fn from(row: &meeting::Model) -> Self {
        Self { starts_at: row.starts_at, state: row.state.into() }
    }
}

/// A goal of the client, as a sponsor is told of it: without evidence.
#[derive(SimpleObject)]
pub struct SponsoredGoal {
    /// What is to be reached, in a line.
    title: String,
    /// More about it, as it was typed; may be empty.
    description: Markdown,
    /// By when.
    target_date: Option<Date>,
    /// Whether it is worked on.
    state: GoalState,
    /// How far the client says they are, 0 to 100.
    progress: i64,
    /// Steps on the way.
    milestones: Vec<GoalMilestone>,
}

impl SponsoredGoal {
    pub fn new(row: &goal::Model, milestones: &[milestone::Model]) -> Self {
        Self {
            title: row.title.clone(),
            description: Markdown::kept(row.description.as_str()),
            target_date: row.target_on.map(Date),
            state: row.state.into(),
            progress: row.progress,
            milestones: milestones.iter().cloned().map(Into::into).collect(),
        }
    }
}

/// What client and coach agreed on in one session, as a sponsor is told of it.
#[derive(SimpleObject)]
pub struct SponsoredAgreement {
    /// When the session begins, or began.
    starts_at: DateTime<Utc>,
    /// What they agreed on.
    points: Vec<MeetingPoint>,
}

impl SponsoredAgreement {
    pub fn new(row: &meeting::Model, points: &[point::Model]) -> Self {
        Self { starts_at: row.starts_at, points: points.iter().cloned().map(Into::into).collect() }
    }
}
