//! The rules of it, as they are written for people. `me` is a membership of who asks.

use super::Reply;
use crate::universe::{Looked, Universe};

impl Universe {
    /// For its author, for who reads the feedback, and once it is flagged for its moderators.
    pub(super) fn reply_exists(&self, me: usize, it: &Reply) -> bool {
        let looked = it.moderation.is_some() && !it.withdrawn;
        it.author == Some(me)
            || self.joins(me, &self.feedback[it.about])
            || looked && self.moderates_reply(me, it)
    }

    /// Administrators of its author, or of author or a recipient of the feedback.
    pub(super) fn moderates_reply(&self, me: usize, it: &Reply) -> bool {
        let author = it.author.is_some_and(|author| self.administers(me, author));
        author || self.moderates(me, &self.feedback[it.about])
    }

    /// Of one that exists: what it says.
    pub(super) fn reads_reply(&self, me: usize, it: &Reply) -> bool {
        let hidden = it.moderation == Some(Looked::Hidden);
        let joins = self.joins(me, &self.feedback[it.about]);
        let looked = it.moderation.is_some() && self.moderates_reply(me, it);
        !it.withdrawn && (it.author == Some(me) || joins && !hidden || looked)
    }

    /// What it said before: its author, and author and recipients of the feedback.
    pub(super) fn reads_versions(&self, me: usize, it: &Reply) -> bool {
        let about = &self.feedback[it.about];
        it.author == Some(me) || self.reads(me, about) && self.took_part(me, about)
    }
}

impl Reply {
    pub(super) fn stands(&self) -> bool {
        !self.withdrawn && self.moderation != Some(Looked::Hidden)
    }
}
