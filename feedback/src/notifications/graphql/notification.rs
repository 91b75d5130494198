use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use kernel::{
    Answer, Fault, FeedbackId, FeedbackRequestId, NotificationId, OrganizationId, Problem, Ref,
    ReplyId,
};

use crate::{
    loader::Read,
    notifications::{entity::notification::Kind, repo::Row},
};

/// The `Notification` fields this context owns.
pub struct NotificationFields(pub NotificationId);

/// Something happened that you are told of. It exists for you alone, as long as what it is about
/// is yours to read; what happened to one object in one way is put together.
#[Object]
impl NotificationFields {
    /// `notification_…`; these ids say nothing of time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Where.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.latest.organization_id))
    }

    /// What happened.
    async fn kind(&self, ctx: &Context<'_>) -> Answer<NotificationKind> {
        Ok(self.row(ctx).await?.latest.kind.into())
    }

    /// The same for people, in your language. It tells nothing of what somebody wrote.
    async fn text(&self, ctx: &Context<'_>) -> Answer<String> {
        let kind: NotificationKind = self.row(ctx).await?.latest.kind.into();
        Ok(Problem::text("NotificationKind", kind, kind.english()))
    }

    /// The feedback that it is about; null, if it is about a request.
    async fn feedback(&self, ctx: &Context<'_>) -> Answer<Option<Ref<FeedbackId>>> {
        Ok(self.row(ctx).await?.latest.feedback_id.map(Ref))
    }

    /// The latest reply that it is about; null, if it is about the feedback itself.
    async fn reply(&self, ctx: &Context<'_>) -> Answer<Option<Ref<ReplyId>>> {
        Ok(self.row(ctx).await?.latest.reply_id.map(Ref))
    }

    /// The request that it is about; null, if it is about feedback, or reminds of all that waits.
    async fn request(&self, ctx: &Context<'_>) -> Answer<Option<Ref<FeedbackRequestId>>> {
        Ok(self.row(ctx).await?.latest.request_id.map(Ref))
    }

    /// How often it happened, as far as you may read of it.
    async fn count(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.together)
    }

    /// When it happened last.
    async fn at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.latest.at)
    }

    /// Whether you have marked it as read since.
    async fn read(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.row(ctx).await?.unread == 0)
    }
}

impl NotificationFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).notification(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Row>> {
        Read::of(ctx).notification(self.0).await?.ok_or_else(Fault::not_found)
    }
}

/// What somebody is told of. There will be more.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "Kind")]
enum NotificationKind {
    /// Somebody gave you feedback.
    Feedback,
    /// Somebody replied where you take part.
    Reply,
    /// Somebody thanked you for feedback or for a reply.
    Thanks,
    /// Somebody asks you for feedback.
    Request,
    /// What is asked of you waits for your answer.
    Reminder,
    /// What you asked was answered.
    Answer,
}

impl NotificationKind {
    fn english(self) -> &'static str {
        match self {
            Self::Feedback => "Somebody gave you feedback.",
            Self::Reply => "There are replies in a conversation that you take part in.",
            Self::Thanks => "Somebody thanked you.",
            Self::Request => "Somebody asks you for feedback.",
            Self::Reminder => "Feedback that is asked of you waits for your answer.",
            Self::Answer => "Somebody answered what you asked.",
        }
    }
}
