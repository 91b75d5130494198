use async_graphql::{Enum, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{MembershipId, Ref};

use crate::results::entity::reading;

/// Somebody else read a part of a result.
#[derive(SimpleObject)]
pub struct ResultReading {
    /// Who; null, where you are no member any more.
    reader: Option<Ref<MembershipId>>,
    /// What they read.
    part: ResultPart,
    /// When.
    at: DateTime<Utc>,
}

impl ResultReading {
    pub fn of(row: &reading::Model, here: bool) -> Self {
        Self { reader: here.then_some(Ref(row.reader_id)), part: row.part.into(), at: row.read_at }
    }
}

/// What of a result can be read by itself.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "reading::Part")]
pub enum ResultPart {
    /// Scores with what stands beside them.
    Scales,
    /// How the attitudes stand to a role.
    RoleFit,
    /// How it was answered.
    Quality,
    /// How the person sees it.
    Recognitions,
    /// All of it, as one report.
    Report,
}
