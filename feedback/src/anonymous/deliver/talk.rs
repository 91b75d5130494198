//! What the delivery says, and takes back, in conversations.

use kernel::{Answer, FeedbackId, ReplyId};

use super::{Day, Turn};
use crate::{
    anonymous::{
        conversation::{Conversation, find},
        entity::waiting::Model,
        repo::conversation,
    },
    talk::{self, reply::said, repo::write},
};

impl Day<'_> {
    /// A reply waits for nobody: who could have written what it is about was decided then. As
    /// long as a moderator hides that, it waits; once it is withdrawn, there is nothing to say.
    pub(super) async fn reply_turn(&self, row: &Model) -> Answer<Turn> {
        Ok(match find(self.tx, &self.call.secret, self.organization(), &row.code_hash).await? {
            Conversation::Open(_, about) => Turn::Said(about),
            Conversation::Hidden => Turn::Later,
            Conversation::NotBegun | Conversation::Over => Turn::Gone,
        })
    }

    /// The others are told, as of every reply.
    pub(super) async fn say(&self, row: Model, about: FeedbackId) -> Answer<()> {
        let reply = talk::Model {
            organization_id: self.organization(),
            id: ReplyId(self.call.clock.id_on(self.today)),
            feedback_id: about,
            author_id: None,
            text: row.text.unwrap_or_default(),
            version: 1,
            created_at: self.midnight(),
            edited_at: None,
            withdrawn_at: None,
            moderation: None,
            anonymous: true,
        };
        for write in said(self.call, &reply) {
            self.tx.write(write).await?;
        }
        Ok(())
    }

    /// One reply, or all of a conversation whose text is withdrawn.
    pub(super) async fn unsay(&self, about: FeedbackId, one: Option<ReplyId>) -> Answer<()> {
        let organization = self.organization();
        let own = conversation::own_unchecked(self.tx, organization, about, None).await?;
        let these = own.iter().filter(|row| one.is_none_or(|id| row.id == id));
        for row in these.filter(|row| row.withdrawn_at.is_none()) {
            self.tx.write(write::withdrawn(row, self.midnight())).await?;
            for gone in write::forgotten(row) {
                self.tx.write(gone).await?;
            }
        }
        Ok(())
    }
}
