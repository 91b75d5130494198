use async_graphql::{Context, Object, SimpleObject};
use kernel::{Answer, FeedbackId, FeedbackRequestId, Markdown, Ref};

use crate::{graphql::FeedbackFields, loader::Read, requests::Wants};

/// What requests add to `Feedback`.
pub struct FeedbackOrigin(pub FeedbackId);

/// What requests add to `Feedback`.
#[Object]
impl FeedbackOrigin {
    /// What it answers; null, if nobody asked for it or the request does not exist for you.
    async fn request(&self, ctx: &Context<'_>) -> Answer<Option<Ref<FeedbackRequestId>>> {
        FeedbackFields(self.0).row(ctx).await?;
        let read = Read::of(ctx);
        let Some(origin) = read.origin(self.0).await? else { return Ok(None) };
        Ok(read.request(origin.request_id).await?.map(|row| Ref(row.id)))
    }

    /// Who gave it, if it was somebody from outside: they have no membership, and stand here as
    /// they or who asked say it. Null once they are forgotten. Who reads it as a moderator is
    /// noted.
    async fn external_author(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        FeedbackFields(self.0).opened(ctx).await?;
        let origin = Read::of(ctx).origin(self.0).await?;
        Ok(origin.and_then(|it| it.external_name.clone().filter(|_| it.member_id.is_none())))
    }

    /// Whether somebody from outside gave it. Who reads it as a moderator is noted.
    async fn from_outside(&self, ctx: &Context<'_>) -> Answer<bool> {
        FeedbackFields(self.0).opened(ctx).await?;
        let origin = Read::of(ctx).origin(self.0).await?;
        Ok(origin.is_some_and(|it| it.member_id.is_none()))
    }

    /// What it says to the questions it was asked, in their order; marks stand in `marks`. Who
    /// reads it as a moderator is noted.
    async fn answers(&self, ctx: &Context<'_>) -> Answer<Vec<FeedbackAnswer>> {
        FeedbackFields(self.0).opened(ctx).await?;
        let read = Read::of(ctx);
        let answers = read.answers(self.0).await?;
        // All of them are to the same.
        let Some(first) = answers.first() else { return Ok(vec![]) };
        let questions = read.questions(first.template_id).await?;
        let told = answers.iter().filter_map(|it| {
            let question = questions.get(usize::try_from(it.position).ok()?)?;
            let chosen = match (&question.wants, it.choice) {
                (Wants::Choice(all), Some(place)) => all.get(usize::try_from(place).ok()?).cloned(),
                _ => None,
            };
            Some(FeedbackAnswer {
                question: question.text.clone(),
                text: it.text.as_deref().map(Markdown::kept),
                choice: chosen,
            })
        });
        Ok(told.collect())
    }
}

/// What feedback says to one question.
#[derive(SimpleObject)]
struct FeedbackAnswer {
    /// What was asked.
    question: String,
    /// What it says, as it was typed; null, if something was to be chosen.
    text: Option<Markdown>,
    /// What was chosen; null, if text was asked for.
    choice: Option<String>,
}
