//! Changing a template: another version takes its place.

use kernel::{Answer, Call, FeedbackTemplateId, IdempotencyKey, Once, audit, is_taken};
use sea_orm::ConnectionTrait;

use super::{ContentProblem, check, require_manager};
use crate::requests::{
    Question,
    entity::template::Model,
    repo::{templates, write},
};

const ACTION: &str = "reviseFeedbackTemplate";

#[derive(Clone, Debug)]
pub struct Revise {
    /// The version in whose place it comes.
    pub template: FeedbackTemplateId,
    pub name: String,
    pub introduction: String,
    pub questions: Vec<Question>,
}

kernel::problems! {
    /// Why a template was not changed.
    ReviseError as ReviseFeedbackTemplateError, ReviseFeedbackTemplateErrorCode {
        /// It does not exist for you.
        NoSuchTemplate => ("template", "There is no such template."),
        /// It is retired: there is a newer version, or none is wanted.
        TemplateRetired => ("template", "This version is retired; change the newest one."),
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
pub enum Revised {
    Now(Model),
    /// By an earlier attempt with the same key.
    Before(FeedbackTemplateId),
}

/// The version before is retired with it. Of two changes at once one is kept and the other told.
pub async fn revise(
    call: &Call,
    input: Revise,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Revised, Vec<ReviseError>>> {
    call.viewer.signed()?;
    let told = format!("{input:?}");
    let found = templates::by_id(&call.db, &call.viewer, input.template).await?;
    let Some(read) = found else { return Ok(Err(vec![ReviseError::NoSuchTemplate])) };
    let of = read.organization_id;
    let place = call.viewer.place(of)?;
    let once = key.map(|key| Once::new(call, of, ACTION, &key, &told)).transpose()?;
    if let Err(refusal) = require_manager(place) {
        let made = Once::made_before(once.as_ref(), call, of, ACTION, refusal).await?;
        return Ok(Ok(Revised::Before(FeedbackTemplateId(made))));
    }
    if let Some(id) = earlier(call, once.as_ref()).await? {
        return Ok(Ok(Revised::Before(id)));
    }
    if read.retired_at.is_some() {
        return Ok(Err(vec![ReviseError::TemplateRetired]));
    }
    let Revise { name, introduction, questions, .. } = input;
    let problems = check(call, place, &name, &introduction, &questions).await?;
    if !problems.is_empty() {
        return Ok(Err(problems.into_iter().map(Into::into).collect()));
    }
    let now = call.clock.now();
    let next = Model {
        organization_id: of,
        id: FeedbackTemplateId(call.clock.id()),
        original_id: read.original_id,
        version: read.version + 1,
        name,
        introduction,
        created_at: now,
        retired_at: None,
    };
    let tx = call.db.begin().await?;
    if tx.write(write::retired(&read, now)).await? == 0 {
        // By another request, a moment ago.
        tx.rollback().await?;
        let before = earlier(call, once.as_ref()).await?;
        return Ok(before.map(Revised::Before).ok_or(vec![ReviseError::TemplateRetired]));
    }
    for write in write::template(tx.get_database_backend(), &next, &questions) {
        tx.write(write).await?;
    }
    if let Some(once) = &once {
        tx.write(once.outdated(call)).await?;
        if let Err(error) = tx.write(once.claim(call, &[next.id.0])).await {
            // By another request, a moment ago, with this input or another.
            tx.rollback().await?;
            let before = if is_taken(&error) { earlier(call, Some(once)).await? } else { None };
            return before.map(|id| Ok(Revised::Before(id))).ok_or_else(|| error.into());
        }
    }
    tx.write(audit::Entry::done(of, ACTION, next.id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(Revised::Now(next)))
}

async fn earlier(call: &Call, once: Option<&Once>) -> Answer<Option<FeedbackTemplateId>> {
    let Some(once) = once else { return Ok(None) };
    let ids = once.earlier(call).await?;
    Ok(ids.and_then(|ids| ids.first().copied()).map(FeedbackTemplateId))
}

impl From<ContentProblem> for ReviseError {
    fn from(problem: ContentProblem) -> Self {
        match problem {
            ContentProblem::Name => Self::NameInvalid,
            ContentProblem::Introduction => Self::IntroductionTooLong,
            ContentProblem::Questions => Self::QuestionsInvalid,
            ContentProblem::Competency => Self::NoSuchCompetency,
        }
    }
}
