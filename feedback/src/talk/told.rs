//! Whom mails and notifications tell of what was said; read by the worker, for no viewer. They
//! tell that there is something, never what it says.

use kernel::{Answer, Db, FeedbackId, MembershipId, OrganizationId, ReplyId, Viewer};

use super::{
    Subject,
    repo::{self, parts},
};

/// Who is told, and of what.
#[derive(Clone, Debug)]
pub struct Told {
    pub feedback: FeedbackId,
    /// The author and the recipients of the feedback, and who else replied.
    pub members: Vec<MembershipId>,
}

/// None, once the reply or the feedback is withdrawn or hidden.
pub async fn told_unchecked(
    db: &Db,
    organization: OrganizationId,
    reply: ReplyId,
) -> Answer<Option<Told>> {
    let told = parts::participants_unchecked(db, organization, reply).await?;
    Ok(told.map(|(feedback, members)| Told { feedback, members }))
}

/// Whether somebody reads it now, and not for moderation alone.
pub async fn is_read_by(db: &Db, viewer: &Viewer, reply: ReplyId) -> Answer<bool> {
    let row = repo::by_id(db, viewer, reply).await?;
    Ok(row.is_some_and(|row| row.joins))
}

/// Who is thanked, and for which feedback; none, if nobody knows who wrote it, the thanks were
/// taken back, or the text is withdrawn or hidden.
pub async fn thanked_unchecked(
    db: &Db,
    organization: OrganizationId,
    on: Subject,
) -> Answer<Option<(FeedbackId, MembershipId)>> {
    Ok(parts::author_unchecked(db, organization, on).await?)
}
