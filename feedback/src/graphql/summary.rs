use async_graphql::{Context, Object, SimpleObject};
use kernel::{Answer, AsViewer, CompetencyId, Ref};

use crate::{
    loader::{In, Read},
    policy::Summarized,
    repo::Counts,
};

/// How much feedback a member received, and how they were marked. What was withdrawn or
/// hidden does not count.
pub struct FeedbackSummary {
    pub of: In,
    pub counts: Counts,
    pub told: Summarized,
}

/// How much feedback a member received, and how they were marked. What was withdrawn or
/// hidden does not count.
#[Object]
impl FeedbackSummary {
    /// How much praise.
    async fn praise(&self) -> i64 {
        self.counts.praise.count
    }

    /// How many suggestions.
    async fn suggestion(&self) -> i64 {
        self.counts.suggestion.count
    }

    /// How many evaluations.
    async fn evaluation(&self) -> i64 {
        self.counts.evaluation.count
    }

    /// Visible to the member and to a coach with a grant of their feedback or of its summary.
    /// One for each competency that was marked.
    async fn marks(&self, ctx: &Context<'_>) -> Answer<Option<Vec<CompetencyMean>>> {
        if self.told != Summarized::Whole {
            return Ok(ctx.deny());
        }
        let means = Read::of(ctx).means(self.of).await?;
        let means = means.iter().map(|it| CompetencyMean {
            competency: Ref(it.competency_id),
            mean: it.value(),
            count: it.count,
        });
        Ok(Some(means.collect()))
    }
}

/// How a member was marked in one competency.
#[derive(SimpleObject)]
struct CompetencyMean {
    /// What was marked.
    competency: Ref<CompetencyId>,
    /// The mean of all marks, 1 to 5, to two decimals.
    mean: f64,
    /// How many marks.
    count: i64,
}
