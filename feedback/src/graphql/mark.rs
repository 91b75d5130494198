use async_graphql::{ID, InputObject, Object};
use kernel::{Answer, CompetencyId, Ref};

use super::id;
use crate::{content::Mark, entity::mark};

/// How well somebody did in one competency.
#[derive(InputObject)]
pub struct FeedbackMarkInput {
    /// An active competency of the organisation.
    competency: ID,
    /// From 1, the lowest, to 5, the highest.
    mark: i32,
}

impl FeedbackMarkInput {
    pub fn try_into_all(marks: Vec<Self>) -> Answer<Vec<Mark>> {
        let read = |it: Self| Ok(Mark { competency: id(&it.competency)?, mark: it.mark.into() });
        marks.into_iter().map(read).collect()
    }
}

/// How well the author found the recipients in one competency.
pub struct FeedbackMark(pub mark::Model);

/// How well the author found the recipients in one competency.
#[Object]
impl FeedbackMark {
    /// What the mark is for.
    async fn competency(&self) -> Ref<CompetencyId> {
        Ref(self.0.competency_id)
    }

    /// From 1, the lowest, to 5, the highest.
    async fn mark(&self) -> i64 {
        self.0.mark
    }
}
