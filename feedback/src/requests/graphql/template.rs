use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Answer, CompetencyId, Fault, FeedbackTemplateId, Markdown, OrganizationId, Ref};

use crate::{
    loader::Read,
    requests::{
        Question, Wants,
        entity::{question, template::Model},
    },
};

/// The `FeedbackTemplate` fields this context owns.
pub struct FeedbackTemplateFields(pub FeedbackTemplateId);

/// Questions that feedback is asked for with. It exists for every member and never changes: a
/// change is another version, which takes its place.
#[Object]
impl FeedbackTemplateFields {
    /// `template_…`, of this version; ids grow with time.
    pub async fn id(&self) -> ID {
        self.0.to_string().into()
    }

    /// Whose it is.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Ref<OrganizationId>> {
        Ok(Ref(self.row(ctx).await?.organization_id))
    }

    /// What it is called: `After a project`.
    async fn name(&self, ctx: &Context<'_>) -> Answer<String> {
        Ok(self.row(ctx).await?.name.clone())
    }

    /// What whoever is asked reads first, as it was typed; may be empty.
    async fn introduction(&self, ctx: &Context<'_>) -> Answer<Markdown> {
        Ok(Markdown::kept(self.row(ctx).await?.introduction.as_str()))
    }

    /// What it asks, in order.
    async fn questions(&self, ctx: &Context<'_>) -> Answer<Vec<FeedbackQuestion>> {
        self.row(ctx).await?;
        let questions = Read::of(ctx).questions(self.0).await?;
        Ok(questions.iter().enumerate().map(FeedbackQuestion::from).collect())
    }

    /// From 1, one more for each change.
    async fn version(&self, ctx: &Context<'_>) -> Answer<i64> {
        Ok(self.row(ctx).await?.version)
    }

    /// Whether nobody asks with it any more: there is a newer version, or none is wanted.
    async fn retired(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(self.row(ctx).await?.retired_at.is_some())
    }

    /// When this version was made.
    async fn created_at(&self, ctx: &Context<'_>) -> Answer<DateTime<Utc>> {
        Ok(self.row(ctx).await?.created_at)
    }
}

impl FeedbackTemplateFields {
    /// For ids that a caller brings: does this exist for the viewer?
    pub async fn exists(&self, ctx: &Context<'_>) -> Answer<bool> {
        Ok(Read::of(ctx).template(self.0).await?.is_some())
    }

    async fn row(&self, ctx: &Context<'_>) -> Answer<Arc<Model>> {
        Read::of(ctx).template(self.0).await?.ok_or_else(Fault::not_found)
    }
}

/// A question of a template.
#[derive(SimpleObject)]
pub struct FeedbackQuestion {
    /// Its place, from 0.
    position: usize,
    /// What is asked.
    text: String,
    /// What answers it.
    kind: FeedbackQuestionKind,
    /// What a mark is asked for; null, if none is.
    competency: Option<Ref<CompetencyId>>,
    /// What it offers, in order; empty, if nothing is to be chosen.
    choices: Vec<String>,
}

impl From<(usize, &Question)> for FeedbackQuestion {
    fn from((position, it): (usize, &Question)) -> Self {
        Self {
            position,
            text: it.text.clone(),
            kind: it.wants.kind().into(),
            competency: it.wants.competency().map(Ref),
            choices: match &it.wants {
                Wants::Choice(choices) => choices.clone(),
                _ => vec![],
            },
        }
    }
}

/// What answers a question.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "question::Kind")]
pub enum FeedbackQuestionKind {
    /// Text.
    Text,
    /// A mark for a competency, which is given with the marks of the feedback.
    Mark,
    /// One of the choices it offers.
    Choice,
}
