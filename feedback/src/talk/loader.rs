//! What a request has read of what is said about feedback, or will read together. Who reads a
//! text as a moderator is noted before it is told.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use futures_util::FutureExt;
use kernel::{Answer, Batches, FeedbackId, Loader, OrganizationId, Page, ReplyId, audit::Entry};

use super::{
    Subject,
    entity::{flag, reaction, reply_flag, reply_reaction, version},
    repo::{self, Row, firsts::Tallied, parts},
};
use crate::{
    loader::{
        Fetched, Read,
        group::{grouped, parts as grouped_parts},
    },
    policy::is_readable,
    repo::Row as FeedbackRow,
};

/// Of one request and one viewer.
#[derive(Default)]
pub struct TalkLoaders {
    pub rows: Loader<ReplyId, Arc<Row>>,
    pub pages: Loader<RepliesTo, Arc<[ReplyId]>>,
    pub totals: Loader<TotalTo, i64>,
    pub versions: Loader<ReplyId, Arc<[version::Model]>>,
    pub reactions: Loader<FeedbackId, Arc<[Tallied<reaction::Model>]>>,
    pub reply_reactions: Loader<ReplyId, Arc<[Tallied<reply_reaction::Model>]>>,
    pub flags: Loader<FeedbackId, Arc<[Tallied<flag::Model>]>>,
    pub reply_flags: Loader<ReplyId, Arc<[Tallied<reply_flag::Model>]>>,
    pub moderated: Loader<Moderated, ()>,
}

/// A page of what is said about a piece of feedback.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RepliesTo {
    pub of: TotalTo,
    pub page: Page<ReplyId>,
}

/// How much is said about it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TotalTo {
    pub organization: OrganizationId,
    pub feedback: FeedbackId,
}

/// A text that somebody reads because they moderate it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moderated {
    pub organization: OrganizationId,
    pub text: Subject,
}

impl TalkLoaders {
    pub fn forget(&self) {
        self.rows.forget();
        self.pages.forget();
        self.totals.forget();
        self.versions.forget();
        self.reactions.forget();
        self.reply_reactions.forget();
        self.flags.forget();
        self.reply_flags.forget();
        self.moderated.forget();
    }
}

impl Read<'_> {
    /// The reply behind an id; none when it does not exist for the viewer.
    pub async fn reply(&self, id: ReplyId) -> Answer<Option<Arc<Row>>> {
        self.loaders.talk.rows.load(id, self).await
    }

    pub async fn replies(&self, key: RepliesTo) -> Answer<Arc<[ReplyId]>> {
        Ok(self.loaders.talk.pages.load(key, self).await?.unwrap_or_default())
    }

    pub async fn reply_total(&self, key: TotalTo) -> Answer<i64> {
        Ok(self.loaders.talk.totals.load(key, self).await?.unwrap_or_default())
    }

    pub async fn reply_versions(&self, id: ReplyId) -> Answer<Arc<[version::Model]>> {
        Ok(self.loaders.talk.versions.load(id, self).await?.unwrap_or_default())
    }

    pub async fn reactions(&self, id: FeedbackId) -> Answer<Arc<[Tallied<reaction::Model>]>> {
        Ok(self.loaders.talk.reactions.load(id, self).await?.unwrap_or_default())
    }

    pub async fn reply_reactions(
        &self,
        id: ReplyId,
    ) -> Answer<Arc<[Tallied<reply_reaction::Model>]>> {
        Ok(self.loaders.talk.reply_reactions.load(id, self).await?.unwrap_or_default())
    }

    pub async fn flags(&self, id: FeedbackId) -> Answer<Arc<[Tallied<flag::Model>]>> {
        Ok(self.loaders.talk.flags.load(id, self).await?.unwrap_or_default())
    }

    pub async fn reply_flags(&self, id: ReplyId) -> Answer<Arc<[Tallied<reply_flag::Model>]>> {
        Ok(self.loaders.talk.reply_flags.load(id, self).await?.unwrap_or_default())
    }

    /// Whether the viewer reads this feedback, which they see, not for moderation alone.
    pub async fn joins(&self, row: &FeedbackRow) -> Answer<bool> {
        if row.feedback.moderation.is_none() {
            return Ok(true);
        }
        let recipients = self.receipts(row.feedback.id).await?;
        Ok(is_readable(&self.call.viewer, &row.feedback, &recipients))
    }

    /// Before a text is told to who reads it as a moderator: no entry, no text.
    pub async fn note_moderation(&self, organization: OrganizationId, text: Subject) -> Answer<()> {
        let key = Moderated { organization, text };
        self.loaders.talk.moderated.load(key, self).await.map(drop)
    }
}

impl Batches<ReplyId, Arc<Row>> for Read<'_> {
    fn fetch(&self, ids: Vec<ReplyId>) -> Fetched<'_, ReplyId, Arc<Row>> {
        async move {
            let rows = repo::by_ids(&self.call.db, &self.call.viewer, ids).await?;
            Ok(rows.into_iter().map(|row| (row.reply.id, Arc::new(row))).collect())
        }
        .boxed()
    }
}

impl Batches<RepliesTo, Arc<[ReplyId]>> for Read<'_> {
    fn fetch(&self, keys: Vec<RepliesTo>) -> Fetched<'_, RepliesTo, Arc<[ReplyId]>> {
        async move {
            let mut found: HashMap<_, Vec<_>> = keys.iter().map(|key| (*key, vec![])).collect();
            let (db, viewer) = (&self.call.db, &self.call.viewer);
            let all = grouped(keys, |key| (key.of.organization, key.page));
            for ((organization, page), keys) in all {
                let Some(place) = viewer.within(organization) else { continue };
                let ids = keys.iter().map(|key| key.of.feedback).collect();
                let rows = repo::in_each(db, viewer, place, ids, &page).await?;
                for row in &rows {
                    let of = TotalTo { organization, feedback: row.reply.feedback_id };
                    found.entry(RepliesTo { of, page }).or_default().push(row.reply.id);
                }
                let rows = rows.into_iter().map(|row| (row.reply.id, Arc::new(row)));
                self.loaders.talk.rows.feed(rows);
            }
            for (key, ids) in &mut found {
                if key.page.backwards {
                    ids.sort_unstable_by_key(|id| Reverse(*id));
                } else {
                    ids.sort_unstable();
                }
            }
            Ok(found.into_iter().map(|(key, ids)| (key, ids.into())).collect())
        }
        .boxed()
    }
}

impl Batches<TotalTo, i64> for Read<'_> {
    fn fetch(&self, keys: Vec<TotalTo>) -> Fetched<'_, TotalTo, i64> {
        async move {
            let mut found = HashMap::new();
            for (organization, keys) in grouped(keys, |key| key.organization) {
                let Some(place) = self.call.viewer.within(organization) else { continue };
                let ids = keys.iter().map(|key| key.feedback).collect();
                let totals = repo::count_in_each(&self.call.db, place, ids).await?;
                let key = |feedback| TotalTo { organization, feedback };
                found.extend(totals.into_iter().map(|(id, total)| (key(id), total)));
            }
            Ok(found)
        }
        .boxed()
    }
}

impl Batches<Moderated, ()> for Read<'_> {
    fn fetch(&self, keys: Vec<Moderated>) -> Fetched<'_, Moderated, ()> {
        async move {
            let entry = |key: &Moderated| {
                Entry::done(key.organization, "readFlagged", key.text).by(self.call)
            };
            self.call.db.write_all(keys.iter().map(entry).collect()).await?;
            Ok(keys.into_iter().map(|key| (key, ())).collect())
        }
        .boxed()
    }
}

/// What belongs to a text, for many of them at once.
macro_rules! belongs {
    ($($id:ident: $row:ty = $fetch:ident by $($of:ident).+;)*) => {
        $(
            impl Batches<$id, Arc<[$row]>> for Read<'_> {
                fn fetch(&self, ids: Vec<$id>) -> Fetched<'_, $id, Arc<[$row]>> {
                    async move {
                        let (db, viewer) = (&self.call.db, &self.call.viewer);
                        let rows = parts::$fetch(db, viewer, ids.clone()).await?;
                        Ok(grouped_parts(ids, rows, |row| row.$($of).+))
                    }
                    .boxed()
                }
            }
        )*
    };
}

belongs! {
    ReplyId: version::Model = versions_unchecked by reply_id;
    FeedbackId: Tallied<reaction::Model> = reactions_unchecked by row.feedback_id;
    ReplyId: Tallied<reply_reaction::Model> = reply_reactions_unchecked by row.reply_id;
    FeedbackId: Tallied<flag::Model> = flags_unchecked by row.feedback_id;
    ReplyId: Tallied<reply_flag::Model> = reply_flags_unchecked by row.reply_id;
}
