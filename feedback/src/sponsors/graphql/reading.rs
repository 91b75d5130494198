use async_graphql::{Enum, SimpleObject};
use chrono::{DateTime, Utc};

use crate::sponsors::entity::release;

/// A section that the client lets the sponsor read.
#[derive(SimpleObject)]
pub struct SponsorRelease {
    /// Which.
    pub section: SponsorSection,
    /// Since when.
    pub released_at: DateTime<Utc>,
}

/// The sponsor read a section.
#[derive(SimpleObject)]
pub struct SponsorReading {
    /// Which.
    pub section: SponsorSection,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a client can let a sponsor read, each by itself. There will be more.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "release::Section")]
pub enum SponsorSection {
    /// Which sessions with the coach there were and will be; nothing of what was said.
    Attendance,
    /// The goals that are shared with the coach, and their milestones.
    Goals,
    /// What client and coach agreed on in their sessions.
    Agreements,
}
