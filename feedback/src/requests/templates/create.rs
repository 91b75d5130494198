//! Adding a template.

use kernel::{Answer, Call, FeedbackTemplateId, IdempotencyKey, Once, OrganizationId, audit};
use sea_orm::ConnectionTrait;

use super::{ContentProblem, check, require_manager};
use crate::requests::{Question, entity::template::Model, repo::write};

const ACTION: &str = "createFeedbackTemplate";

#[derive(Clone, Debug)]
pub struct Create {
    pub organization: OrganizationId,
    pub name: String,
    pub introduction: String,
    pub questions: Vec<Question>,
}

kernel::problems! {
    /// Why no template was added.
    CreateError as CreateFeedbackTemplateError, CreateFeedbackTemplateErrorCode {
        /// The name is not 1 to 200 characters on one line.
        NameInvalid => ("name", "A name has 1 to 200 characters."),
        /// It has more than 2,000 characters, or a null character.
        IntroductionTooLong => ("introduction", "An introduction has at most 2,000 characters."),
        /// There are none or more than 30, one does not say what it asks, asks for a mark again,
        /// or has not 2 to 10 different choices.
        QuestionsInvalid => ("questions", "A template has 1 to 30 questions, each with 2 to 10 different choices where it offers some."),
        /// A competency does not exist in this organisation, or is archived.
        NoSuchCompetency => ("questions", "There is no such competency."),
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Created {
    Now(Model),
    /// By an earlier attempt with the same key.
    Before(FeedbackTemplateId),
}

pub async fn create(
    call: &Call,
    input: Create,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Created, Vec<CreateError>>> {
    let (place, of) = (call.viewer.place(input.organization)?, input.organization);
    let told = format!("{input:?}");
    let once = key.map(|key| Once::new(call, of, ACTION, &key, &told)).transpose()?;
    if let Err(refusal) = require_manager(place) {
        let made = Once::made_before(once.as_ref(), call, of, ACTION, refusal).await?;
        return Ok(Ok(Created::Before(FeedbackTemplateId(made))));
    }
    let Create { name, introduction, questions, .. } = input;
    let problems = check(call, place, &name, &introduction, &questions).await?;
    if !problems.is_empty() {
        return Ok(Err(problems.into_iter().map(Into::into).collect()));
    }
    let id = FeedbackTemplateId(call.clock.id());
    let row = Model {
        organization_id: of,
        id,
        original_id: id,
        version: 1,
        name,
        introduction,
        created_at: call.clock.now(),
        retired_at: None,
    };
    let mut writes = write::template(call.db.get_database_backend(), &row, &questions);
    writes.push(audit::Entry::done(of, ACTION, id).by(call));
    let before = Once::make(once, call, writes, id.0).await?;
    Ok(Ok(before.map_or(Created::Now(row), |id| Created::Before(FeedbackTemplateId(id)))))
}

impl From<ContentProblem> for CreateError {
    fn from(problem: ContentProblem) -> Self {
        match problem {
            ContentProblem::Name => Self::NameInvalid,
            ContentProblem::Introduction => Self::IntroductionTooLong,
            ContentProblem::Questions => Self::QuestionsInvalid,
            ContentProblem::Competency => Self::NoSuchCompetency,
        }
    }
}
