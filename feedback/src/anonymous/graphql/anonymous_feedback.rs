use async_graphql::{Context, ID, Object, SimpleObject};
use kernel::{Answer, Call, Date, List, Markdown, PageInput};

use super::{
    anonymous_reply::AnonymousReply, bearer, conversation, promise::AnonymousPromise,
    receipt::AnonymousState,
};
use crate::{
    anonymous::{
        Content,
        read::{Standing, read},
        repo,
    },
    graphql::feedback::{FeedbackKind, FeedbackVisibility},
};

/// What can be asked with a ticket or a code.
#[derive(Default)]
pub struct AnonymousQuery;

#[Object]
impl AnonymousQuery {
    /// Visible to whoever holds its ticket or its code, sent as `Authorization: Ticket …` and
    /// without a session: what you wrote without a name. Null, if there is nothing.
    async fn anonymous_feedback(&self, ctx: &Context<'_>) -> Answer<Option<AnonymousFeedback>> {
        Ok(read(Call::of(ctx), bearer(ctx)?).await?.map(AnonymousFeedback))
    }
}

/// What somebody wrote without a name, as its author reads it. What waits exists for nobody else.
struct AnonymousFeedback(Standing);

/// What somebody wrote without a name, as its author reads it. What waits exists for nobody else.
#[Object]
impl AnonymousFeedback {
    /// How far it is.
    async fn state(&self) -> AnonymousState {
        self.0.state.into()
    }

    /// What it is meant as; null, where it is gone.
    async fn kind(&self) -> Option<FeedbackKind> {
        self.content().map(|it| it.kind.into())
    }

    /// What it says; null, where it is gone.
    async fn text(&self) -> Option<Markdown> {
        self.content().map(|it| Markdown::kept(it.text.as_str()))
    }

    /// Who reads it besides its recipients; null, where it is gone.
    async fn visibility(&self) -> Option<FeedbackVisibility> {
        self.content().map(|it| it.visibility.into())
    }

    /// Who receives it.
    async fn recipients(&self, ctx: &Context<'_>) -> Answer<Vec<AnonymousRecipient>> {
        let crowd = &bearer(ctx)?.crowd;
        let all = self.content().into_iter().flat_map(|it| &it.recipients);
        let recipient = |member: &kernel::MembershipId| AnonymousRecipient {
            membership: member.to_string().into(),
            name: crowd.name_of(*member),
        };
        Ok(all.map(recipient).collect())
    }

    /// The marks of an evaluation.
    async fn marks(&self, ctx: &Context<'_>) -> Answer<Vec<AnonymousMark>> {
        let marks = self.content().map(|it| it.marks.as_slice()).unwrap_or_default();
        if marks.is_empty() {
            return Ok(vec![]);
        }
        let organization = bearer(ctx)?.holder.organization();
        let ids = marks.iter().map(|it| it.competency).collect::<Vec<_>>();
        let db = &Call::of(ctx).db;
        let known = repo::competencies_unchecked(db, organization, ids.into_iter()).await?;
        let mark = |it: &crate::content::Mark| {
            let competency = known.iter().find(|known| known.id == it.competency)?;
            Some(AnonymousMark { competency: competency.name.clone(), mark: it.mark })
        };
        Ok(marks.iter().filter_map(mark).collect())
    }

    /// On which day it was delivered; null, if it was not.
    async fn delivered_on(&self) -> Option<Date> {
        self.0.day.map(Date)
    }

    /// How many members must have been able to write it before it is delivered; null once it no
    /// longer waits.
    async fn crowd(&self) -> Option<i64> {
        self.0.crowd
    }

    /// Whether a moderator hid it: then you and the moderators read it, and nothing is said about
    /// it.
    async fn hidden(&self) -> bool {
        self.0.hidden
    }

    /// What was said about it, by you without a name and by others with theirs, the earliest
    /// first, with the places of what was withdrawn or hidden. You are not notified: ask now and
    /// then.
    async fn replies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, 0 to 100; 20 if nothing is said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Answer<List<AnonymousReply>> {
        conversation::said(ctx, self.0.feedback, PageInput { first, after, last, before }).await
    }

    /// What you said about it and nobody else reads yet, in no order; at most five.
    async fn waiting_replies(&self, ctx: &Context<'_>) -> Answer<Vec<AnonymousReply>> {
        conversation::waiting(ctx).await
    }

    /// What you were promised when you wrote it.
    async fn promise(&self) -> Option<AnonymousPromise> {
        AnonymousPromise::of(self.0.promise)
    }
}

impl AnonymousFeedback {
    fn content(&self) -> Option<&Content> {
        self.0.content.as_ref()
    }
}

/// A recipient of what was written without a name, for its author, who has no place of their own
/// from which they could see more.
#[derive(SimpleObject)]
struct AnonymousRecipient {
    /// The id of their `Membership`.
    membership: ID,
    /// What they are called; null, if they are gone.
    name: Option<String>,
}

/// A mark of what was written without a name, for its author.
#[derive(SimpleObject)]
struct AnonymousMark {
    /// The name of the competency.
    competency: String,
    /// From 1, the lowest, to 5, the highest.
    mark: i64,
}
