//! Answering a request: by a member who is asked, or by whoever holds a link.

pub(crate) mod compose;
mod evaluation;
mod subject;

use kernel::{Answer, Call, FeedbackId, IdempotencyKey, Once, Tx, audit, is_taken, outbox};
use sea_orm::{ConnectionTrait, DbErr};

use self::{
    compose::{Draft, compose},
    subject::{Subject, subject},
};
use super::{
    By, Doorstep, Said, Standing,
    by::{Held, held},
    content::{self, is_name},
    entity::invitation::{Model as Invitation, State},
    loader::questions_of,
    remind::ANSWERED,
    repo::{door, settle, write},
};
use crate::{
    Colleagues,
    content::{Mark, MarksProblem, TextProblem, check_marks, check_text},
    entity::feedback::Kind,
    give::Written,
    repo::write::{given, is_no_competency},
};

const ACTION: &str = "answerFeedbackRequest";

#[derive(Clone, Debug)]
pub struct Respond {
    pub by: By,
    /// How somebody from outside wants to be named; a member's is left out.
    pub name: Option<String>,
    pub kind: Kind,
    pub text: String,
    pub marks: Vec<Mark>,
    pub answers: Vec<Said>,
}

kernel::problems! {
    /// Why nothing was answered.
    RespondError as AnswerFeedbackRequestError, AnswerFeedbackRequestErrorCode {
        /// It does not exist for you, or you are not the one who is asked.
        NotAsked => ("by", "You are not asked for this."),
        /// You gave it.
        AlreadyAnswered => ("by", "This is answered already."),
        /// You said no to it.
        AlreadyDeclined => ("by", "You declined this."),
        /// Its last day is over.
        RequestExpired => ("by", "The last day for this is over."),
        /// Who asked closed it, or took it back from you.
        RequestClosed => ("by", "Who asked has closed this."),
        /// Whom it is about takes no part any more.
        NobodyToReceive => ("by", "Nobody would receive it."),
        /// The name is not 1 to 200 characters on one line.
        NameInvalid => ("name", "A name has 1 to 200 characters."),
        /// The text says nothing.
        Empty => ("text", "Say something."),
        /// The text has more than 10,000 characters.
        TooLong => ("text", "Say it in 10,000 characters or fewer."),
        /// An evaluation needs marks.
        MarksMissing => ("marks", "An evaluation has at least one mark."),
        /// Only an evaluation has marks.
        MarksNotWanted => ("marks", "Only an evaluation has marks."),
        /// A mark is from 1 to 5.
        MarkOutOfRange => ("marks", "A mark is from 1 to 5."),
        /// A competency was marked more than once.
        CompetencyTwice => ("marks", "Mark each competency once."),
        /// A competency is none that marks are asked for, or is archived.
        NoSuchCompetency => ("marks", "There is no such competency."),
        /// One is to no question there is, to one twice, or not in the form it asks for.
        AnswersInvalid => ("answers", "Answer each question once, in the form it asks for."),
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Responded {
    Now(Written, Box<Held>),
    /// About a candidate.
    Evaluated(Box<Held>),
    /// By an earlier attempt with the same key.
    Before(FeedbackId),
}

/// Writes the feedback with all that follows from it, or nothing. Of two answers at once one is
/// kept and the other told; also where it is declined or closed at the same time.
pub async fn respond(
    call: &Call,
    colleagues: &dyn Colleagues,
    doorstep: &dyn Doorstep,
    input: Respond,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Responded, Vec<RespondError>>> {
    let Some(it) = held(call, &input.by).await? else {
        return Ok(Err(vec![RespondError::NotAsked]));
    };
    let of = it.invitation.organization_id;
    // Whoever holds a link has none: the link is the key.
    let once = match (key, &input.by) {
        (Some(key), By::Invitation(_)) => {
            Some(Once::new(call, of, ACTION, &key, &format!("{input:?}"))?)
        }
        _ => None,
    };
    if let Some(id) = earlier(call, once.as_ref()).await? {
        return Ok(Ok(Responded::Before(id)));
    }
    let about = subject(call, colleagues, doorstep, &input.by, &it.request).await?;
    input.by.logged(call, of, ACTION, about.may_write.clone()).await?;
    if it.standing(call) != Standing::Open {
        return Ok(Err(vec![it.standing(call).into()]));
    }
    let problems = check(call, &it, &about, &input).await?;
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    if let Some(candidate) = it.request.candidate_id {
        let next = settled(call, &it.invitation, &input);
        return evaluation::evaluate(call, it, next, candidate, input, once.as_ref()).await;
    }
    let answers = input.answers.clone();
    let next = settled(call, &it.invitation, &input);
    let by = input.by.clone();
    let draft = Draft {
        organization: of,
        author: it.invitation.member_id,
        recipients: about.recipients,
        kind: input.kind,
        visibility: it.request.visibility,
        text: input.text,
        marks: input.marks,
    };
    let written = compose(call, draft);
    let tx = call.db.begin().await?;
    match store(call, &tx, &it, &next, &written, (&by, &answers), once.as_ref()).await {
        Ok(true) => tx.commit().await?,
        Ok(false) => {
            // By another request, a moment ago.
            tx.rollback().await?;
            return lost(call, &by, once.as_ref()).await;
        }
        Err(error) if is_no_competency(&error) => {
            tx.rollback().await?;
            return Ok(Err(vec![RespondError::NoSuchCompetency]));
        }
        Err(error) if is_taken(&error) => {
            // The key, a moment ago, with this input or another.
            tx.rollback().await?;
            let before = earlier(call, once.as_ref()).await?;
            return before.map(|id| Ok(Responded::Before(id))).ok_or_else(|| error.into());
        }
        Err(error) => return Err(error.into()),
    }
    let held = Box::new(Held { invitation: next, request: it.request });
    Ok(Ok(Responded::Now(written, held)))
}

async fn earlier(call: &Call, once: Option<&Once>) -> Answer<Option<FeedbackId>> {
    let Some(once) = once else { return Ok(None) };
    let ids = once.earlier(call).await?;
    Ok(ids.and_then(|ids| ids.first().copied()).map(FeedbackId))
}

/// Somebody was faster: the same caller, by the same key, or another.
async fn lost(
    call: &Call,
    by: &By,
    once: Option<&Once>,
) -> Answer<Result<Responded, Vec<RespondError>>> {
    if let Some(id) = earlier(call, once).await? {
        return Ok(Ok(Responded::Before(id)));
    }
    let why = held(call, by).await?.map_or(RespondError::NotAsked, |it| it.standing(call).into());
    Ok(Err(vec![why]))
}

async fn check(
    call: &Call,
    it: &Held,
    about: &Subject,
    input: &Respond,
) -> Answer<Vec<RespondError>> {
    let asked = door::competencies_unchecked(&call.db, &it.request).await?;
    let questions = questions_of(
        door::questions_unchecked(&call.db, &it.request).await?,
        &door::choices_unchecked(&call.db, &it.request).await?,
    );
    let known = |mark: &Mark| asked.is_empty() || asked.iter().any(|it| it.id == mark.competency);
    let problems = [
        about.recipients.is_empty().then_some(RespondError::NobodyToReceive),
        input.name.as_ref().filter(|it| !is_name(it)).map(|_| RespondError::NameInvalid),
        check_text(&input.text).err().map(Into::into),
        check_marks(input.kind, &input.marks).err().map(Into::into),
        (!input.marks.iter().all(known)).then_some(RespondError::NoSuchCompetency),
        (!content::answer(&questions, &input.answers)).then_some(RespondError::AnswersInvalid),
    ];
    Ok(problems.into_iter().flatten().collect())
}

fn settled(call: &Call, read: &Invitation, input: &Respond) -> Invitation {
    let external = read.member_id.is_none();
    let stated = input.name.clone().filter(|_| external);
    Invitation {
        state: State::Answered,
        settled_at: Some(call.clock.now()),
        external_name: stated.or_else(|| read.external_name.clone()),
        remind_at: None,
        ..read.clone()
    }
}

/// Whether it was open until now.
async fn store(
    call: &Call,
    tx: &Tx,
    it: &Held,
    next: &Invitation,
    written: &Written,
    (by, answers): (&By, &[Said]),
    once: Option<&Once>,
) -> Result<bool, DbErr> {
    let read = &it.invitation;
    if tx.write(settle::settled(read, next)).await? == 0 {
        return Ok(false);
    }
    let (backend, row) = (tx.get_database_backend(), &written.row.feedback);
    for write in given(backend, row, &written.recipients, &written.marks) {
        tx.write(write).await?;
    }
    if let Some(said) = write::answered(backend, row, it.request.template_id, answers) {
        tx.write(said).await?;
    }
    tx.write(settle::answered_by(read, row.id)).await?;
    let of = row.organization_id;
    let fact = outbox::Fact { organization: of, topic: "feedback.given", subject: row.id.0 };
    tx.write(fact.now(call)).await?;
    let fact = outbox::Fact { organization: of, topic: ANSWERED, subject: read.id.0 };
    tx.write(fact.now(call)).await?;
    tx.write(by.noted(call, &audit::Entry::done(of, ACTION, row.id))).await?;
    if let Some(once) = once {
        tx.write(once.outdated(call)).await?;
        tx.write(once.claim(call, &[row.id.0])).await?;
    }
    Ok(true)
}

impl From<Standing> for RespondError {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Answered => Self::AlreadyAnswered,
            Standing::Declined => Self::AlreadyDeclined,
            Standing::Expired => Self::RequestExpired,
            // What is open a moment after it was not is never seen.
            Standing::Closed | Standing::Open => Self::RequestClosed,
        }
    }
}

impl From<TextProblem> for RespondError {
    fn from(problem: TextProblem) -> Self {
        match problem {
            TextProblem::Empty => Self::Empty,
            TextProblem::TooLong => Self::TooLong,
        }
    }
}

impl From<MarksProblem> for RespondError {
    fn from(problem: MarksProblem) -> Self {
        match problem {
            MarksProblem::Missing => Self::MarksMissing,
            MarksProblem::NotWanted => Self::MarksNotWanted,
            MarksProblem::OutOfRange => Self::MarkOutOfRange,
            MarksProblem::Twice => Self::CompetencyTwice,
        }
    }
}
