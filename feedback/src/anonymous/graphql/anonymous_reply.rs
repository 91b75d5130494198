use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Answer, Markdown, MembershipId, ReplyId};

use super::{bearer, receipt::AnonymousState};
use crate::{
    Moderation,
    anonymous::{Said, Which, read::State},
    graphql,
    talk::{Model, entity::version},
};

/// What is said about something that was written without a name, as its author reads it.
pub struct AnonymousReply {
    said: Said,
    versions: Vec<version::Model>,
}

impl AnonymousReply {
    /// With what it said before.
    pub fn new(said: Said, versions: Vec<version::Model>) -> Self {
        Self { said, versions }
    }

    fn delivered(&self) -> Option<&Model> {
        match &self.said {
            Said::Waiting(_) => None,
            Said::Delivered(row, _) => Some(row),
        }
    }

    fn is_yours(&self) -> bool {
        self.delivered().is_none_or(|row| row.anonymous)
    }

    /// Its author reads what a moderator hid.
    fn is_told(&self, row: &Model) -> bool {
        row.withdrawn_at.is_none()
            && (self.is_yours() || row.moderation != Some(Moderation::Hidden))
    }
}

/// What is said about something that was written without a name, as its author reads it.
#[Object]
impl AnonymousReply {
    /// Of one that was delivered, that of its `Reply`; another one, as long as it waits.
    async fn id(&self) -> ID {
        match &self.said {
            Said::Waiting(row) => format!("{WAITING}{}", row.position).into(),
            Said::Delivered(row, _) => row.id.to_string().into(),
        }
    }

    /// Whether you said it, without a name.
    async fn yours(&self) -> bool {
        self.is_yours()
    }

    /// Who said it; null, if you did, or once they had themselves erased.
    async fn author(&self, ctx: &Context<'_>) -> Answer<Option<AnonymousPartner>> {
        let Some(author) = self.delivered().and_then(|row| row.author_id) else { return Ok(None) };
        Ok(Some(AnonymousPartner::of(author, bearer(ctx)?.crowd.name_of(author))))
    }

    /// How far it is; that of others is delivered or withdrawn.
    async fn state(&self) -> AnonymousState {
        let state = match &self.said {
            Said::Waiting(_) => State::Waiting,
            Said::Delivered(row, _) if row.withdrawn_at.is_some() => State::Withdrawn,
            Said::Delivered(_, true) => State::WithdrawalWaiting,
            Said::Delivered(_, false) => State::Delivered,
        };
        state.into()
    }

    /// What it says, as it was typed; null, once it is withdrawn, or hidden by a moderator and
    /// not yours.
    async fn text(&self) -> Option<Markdown> {
        match &self.said {
            Said::Waiting(row) => row.text.as_deref().map(Markdown::kept),
            Said::Delivered(row, _) => self.is_told(row).then(|| Markdown::kept(row.text.as_str())),
        }
    }

    /// Whether a moderator hid it.
    async fn hidden(&self) -> bool {
        self.delivered().is_some_and(|row| row.moderation == Some(Moderation::Hidden))
    }

    /// When it was said; of yours, the beginning of the day on which it was delivered. Null, as
    /// long as it waits.
    async fn created_at(&self) -> Option<DateTime<Utc>> {
        self.delivered().map(|row| row.created_at)
    }

    /// When its author last changed it; null, if never. Of yours, always null.
    async fn edited_at(&self) -> Option<DateTime<Utc>> {
        self.delivered().and_then(|row| row.edited_at)
    }

    /// What it said before, the latest first, without what was replaced within 15 minutes;
    /// empty, once it is withdrawn or hidden.
    async fn versions(&self) -> Vec<AnonymousReplyVersion> {
        let told = self.delivered().is_some_and(|row| self.is_told(row));
        let versions = self.versions.iter().filter(|_| told);
        let version = |it: &version::Model| AnonymousReplyVersion {
            version: it.version,
            text: Markdown::kept(it.text.as_str()),
            written_at: it.written_at,
        };
        versions.map(version).collect()
    }
}

/// What a reply said before.
#[derive(SimpleObject)]
struct AnonymousReplyVersion {
    /// From 1 on.
    version: i64,
    /// What it said then, as it was typed.
    text: Markdown,
    /// When it was written.
    written_at: DateTime<Utc>,
}

/// Somebody who takes part in the conversation about what was written without a name, for its
/// author, who has no place of their own from which they could see more.
#[derive(SimpleObject)]
struct AnonymousPartner {
    /// The id of their `Membership`.
    membership: ID,
    /// What they are called; null, if they are gone.
    name: Option<String>,
}

impl AnonymousPartner {
    fn of(member: MembershipId, name: Option<String>) -> Self {
        Self { membership: member.to_string().into(), name }
    }
}

const WAITING: &str = "waiting_";

/// The reply that a caller names.
pub fn which(text: &ID) -> Answer<Which<ReplyId>> {
    match text.strip_prefix(WAITING).and_then(|position| position.parse().ok()) {
        Some(position) => Ok(Which::Waiting(position)),
        None => Ok(Which::Delivered(graphql::id(text)?)),
    }
}
