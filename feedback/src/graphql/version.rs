use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use kernel::{Answer, Markdown};

use super::mark::FeedbackMark;
use crate::{
    entity::{feedback::Kind, mark, version},
    loader::Read,
};

/// What was replaced later than 15 minutes after it was given; of feedback whose versions the
/// viewer may read.
pub struct FeedbackVersion {
    pub kind: Kind,
    pub row: version::Model,
}

/// What was replaced later than 15 minutes after it was given.
#[Object]
impl FeedbackVersion {
    /// From 1 on.
    async fn version(&self) -> i64 {
        self.row.version
    }

    /// What it said then, as it was typed.
    async fn text(&self) -> Markdown {
        Markdown::kept(self.row.text.as_str())
    }

    /// The marks of an evaluation then; empty for other kinds.
    async fn marks(&self, ctx: &Context<'_>) -> Answer<Vec<FeedbackMark>> {
        if self.kind != Kind::Evaluation {
            return Ok(vec![]);
        }
        let marks = Read::of(ctx).version_marks(self.row.feedback_id).await?;
        let then = marks.iter().filter(|it| it.version == self.row.version);
        let then = then.map(|it| mark::Model {
            organization_id: it.organization_id,
            feedback_id: it.feedback_id,
            competency_id: it.competency_id,
            mark: it.mark,
        });
        Ok(then.map(FeedbackMark).collect())
    }

    /// When it was written.
    async fn written_at(&self) -> DateTime<Utc> {
        self.row.written_at
    }
}
