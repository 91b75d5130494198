//! What members are told in the product itself: made by the worker from the same facts as mails,
//! put together by what it is about, and there only as long as that is theirs to read.

pub(crate) mod entity;
pub mod graphql;
pub(crate) mod loader;
pub mod mark;
pub(crate) mod policy;
pub(crate) mod repo;

use chrono::TimeDelta;
use kernel::{
    Answer, Clock, Db, FeedbackId, FeedbackRequestId, MembershipId, NotificationId, OrganizationId,
    ReplyId, Viewer, outbox,
};
use uuid::Uuid;

use self::{entity::notification::Model, repo::write};

pub use self::entity::notification::Kind;

/// A summary for the member that it is about.
pub const DIGEST: &str = "notification.digest";
const DAY: TimeDelta = TimeDelta::days(1);
/// How long one is kept.
pub const KEPT: TimeDelta = TimeDelta::days(90);

/// What somebody is told.
#[derive(Clone, Copy, Debug)]
pub struct Notice {
    pub kind: Kind,
    pub feedback: Option<FeedbackId>,
    pub reply: Option<ReplyId>,
    pub request: Option<FeedbackRequestId>,
}

impl Notice {
    /// About feedback, or a reply to it.
    pub fn of_feedback(kind: Kind, feedback: FeedbackId, reply: Option<ReplyId>) -> Self {
        Self { kind, feedback: Some(feedback), reply, request: None }
    }

    /// About what is asked; nothing in particular, if it reminds of all that waits.
    pub fn of_request(kind: Kind, request: Option<FeedbackRequestId>) -> Self {
        Self { kind, feedback: None, reply: None, request }
    }
}

/// By the worker, for no viewer: from the fact with this id, once.
pub async fn notify_unchecked(
    db: &Db,
    clock: &Clock,
    (organization, member): (OrganizationId, MembershipId),
    notice: Notice,
    fact: Uuid,
) -> Answer<()> {
    let row = Model {
        organization_id: organization,
        id: NotificationId(fact),
        member_id: member,
        kind: notice.kind,
        feedback_id: notice.feedback,
        reply_id: notice.reply,
        request_id: notice.request,
        place: clock.id(),
        at: clock.now(),
        read_at: None,
        digested_at: None,
    };
    Ok(db.write_all(vec![write::told(&row)]).await?)
}

/// Has everybody reminded, once a day, who was told something within a day and has not read it; of
/// each thing once.
/// Whoever acts on it asks whether they want to be. Safe to run at any time and any number of times.
pub async fn remind(db: &Db, clock: &Clock) -> Answer<u64> {
    let mut reminded = 0;
    let since = clock.now() - DAY;
    for (organization, member) in repo::unread_since_unchecked(db, since).await? {
        let tx = db.begin().await?;
        let fact = outbox::Fact { organization, topic: DIGEST, subject: member.0 };
        let fresh = tx.write(fact.daily(clock)).await?;
        if fresh > 0 {
            let (whose, now) = ((organization, member), clock.now());
            tx.write(write::digested_unchecked(whose, since, now)).await?;
        }
        tx.commit().await?;
        reminded += fresh;
    }
    Ok(reminded)
}

/// How many notifications of a member are not read, of those that are theirs to read; of a day.
pub async fn count_unread(db: &Db, viewer: &Viewer, organization: OrganizationId) -> Answer<i64> {
    match viewer.within(organization) {
        Some(place) => Ok(repo::count_unread(db, place).await?),
        None => Ok(0),
    }
}

/// Deletes what was told long ago; how many rows went is answered.
pub async fn sweep(db: &Db, clock: &Clock) -> Answer<u64> {
    let tx = db.begin().await?;
    let rows = tx.write(write::swept(clock.now() - KEPT)).await?;
    tx.commit().await?;
    Ok(rows)
}
