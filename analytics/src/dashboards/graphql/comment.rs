use async_graphql::{Context, SimpleObject, Union};
use kernel::Answer;

use super::{question::DashboardQuestion, statistic::Suppressed};
use crate::{
    dashboards::{comments as kept, loader::Read, scene::Scene},
    disclosure::{Statistic, Told},
};

/// What was written.
#[derive(SimpleObject, Clone, Debug)]
pub(crate) struct ShownComments {
    /// In an order that tells nothing.
    texts: Vec<String>,
    /// How many people wrote them.
    n: i64,
}

/// What was written, or why it is not told.
#[derive(Union, Clone, Debug)]
pub(crate) enum CommentsStatistic {
    Shown(ShownComments),
    Suppressed(Suppressed),
}

/// A question with what was written to it.
#[derive(SimpleObject)]
pub(crate) struct QuestionComments {
    /// The question.
    question: DashboardQuestion,
    /// What was written.
    comments: CommentsStatistic,
}

impl From<Statistic<Vec<String>>> for CommentsStatistic {
    fn from(statistic: Statistic<Vec<String>>) -> Self {
        match statistic.told() {
            Told::Shown { value, n } => {
                Self::Shown(ShownComments { texts: value.clone(), n: n.into() })
            }
            Told::Suppressed { reason, threshold } => {
                Self::Suppressed(Suppressed { reason: reason.into(), threshold: threshold.into() })
            }
        }
    }
}

pub(super) async fn comments(
    ctx: &Context<'_>,
    scene: &Scene,
    language: &str,
) -> Answer<Vec<QuestionComments>> {
    let told = kept::told(&Read::of(ctx), scene).await?;
    let each = told.into_iter().map(|(item, texts)| QuestionComments {
        question: DashboardQuestion::of(scene, item, language),
        comments: texts.into(),
    });
    Ok(each.collect())
}
