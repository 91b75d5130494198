use async_graphql::{Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{CompetencyId, Markdown, MembershipId, Ref};
use uuid::Uuid;

use crate::{candidates::entity::evaluation::Model, graphql::FeedbackKind};

/// What somebody wrote about a candidate. It is read by its author, by whoever is responsible for
/// the candidate, and by administrators who have those in scope.
pub struct CandidateEvaluation(pub Model);

/// What somebody wrote about a candidate. It is read by its author, by whoever is responsible for
/// the candidate, and by administrators who have those in scope.
#[Object]
impl CandidateEvaluation {
    /// Who wrote it; null, if it was somebody from outside, or once they had themselves erased.
    async fn author(&self) -> Option<Ref<MembershipId>> {
        self.0.author_id.map(Ref)
    }

    /// Who wrote it, if it was somebody from outside, as they or who asked say it. Null once they
    /// are forgotten.
    async fn external_author(&self) -> Option<&str> {
        self.0.author_name.as_deref()
    }

    /// What it is meant as.
    async fn kind(&self) -> FeedbackKind {
        self.0.kind.into()
    }

    /// What it says, as it was typed.
    async fn text(&self) -> Markdown {
        Markdown::kept(self.0.text.as_str())
    }

    /// How well the author found the candidate, by competencies.
    async fn marks(&self) -> Vec<CandidateMark> {
        let marks: Vec<(String, i64)> = serde_json::from_str(&self.0.marks).unwrap_or_default();
        let mark = |(id, mark): &(String, i64)| {
            let competency = Ref(CompetencyId(Uuid::try_parse(id).ok()?));
            Some(CandidateMark { competency, mark: *mark })
        };
        marks.iter().filter_map(mark).collect()
    }

    /// What it says to the questions it was asked, in their order.
    async fn answers(&self) -> Vec<CandidateAnswer> {
        let answers: Vec<(String, String)> =
            serde_json::from_str(&self.0.answers).unwrap_or_default();
        let answer = |(question, answer): (String, String)| CandidateAnswer {
            question,
            answer: Markdown::kept(answer),
        };
        answers.into_iter().map(answer).collect()
    }

    /// When it was written, or written anew.
    async fn written_at(&self) -> DateTime<Utc> {
        self.0.written_at
    }
}

/// How well somebody found a candidate in one competency.
#[derive(SimpleObject)]
struct CandidateMark {
    /// What the mark is for.
    competency: Ref<CompetencyId>,
    /// From 1, the lowest, to 5, the highest.
    mark: i64,
}

/// What an evaluation says to one question.
#[derive(SimpleObject)]
struct CandidateAnswer {
    /// What was asked.
    question: String,
    /// What it says, as it was typed, or what was chosen.
    answer: Markdown,
}
