use async_graphql::{Enum, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::Date;

use crate::network::entity::snapshot::{Model, State};

/// How far the snapshot of a month is.
#[derive(SimpleObject)]
pub struct InteractionBuild {
    /// The first day of the month.
    month: Date,
    /// Where it stands.
    state: InteractionBuildState,
    /// How much of it is done, from 0 to 100.
    progress: i64,
    /// When it was begun; null, until it is.
    started_at: Option<DateTime<Utc>>,
    /// When it was done, or given up.
    finished_at: Option<DateTime<Utc>>,
}

/// Where the snapshot of a month stands.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "crate::network::entity::snapshot::State")]
pub enum InteractionBuildState {
    /// Somebody asked for it anew; it will be begun with.
    Requested,
    /// It is being built.
    Building,
    /// It is there, and kept as it is.
    Done,
    /// Somebody ended it.
    Cancelled,
    /// Something went wrong on our side.
    Failed,
}

impl From<Model> for InteractionBuild {
    fn from(row: Model) -> Self {
        // Who builds it has not noticed yet.
        let ending = row.cancel && row.state == State::Building;
        Self {
            month: Date(row.month),
            state: if ending { InteractionBuildState::Cancelled } else { row.state.into() },
            progress: row.progress,
            started_at: row.started_at,
            finished_at: row.finished_at,
        }
    }
}
