//! Saying it better: at first in place, later as a new version.

use std::sync::Arc;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use kernel::{Answer, Call, FeedbackId, Tx, audit};
use sea_orm::{ConnectionTrait, DbErr};

use crate::{
    content::{self, Mark, MarksProblem, TextProblem},
    entity::{feedback, mark},
    give::marked,
    policy,
    repo::{self, Row, write},
};

const ACTION: &str = "editFeedback";
/// How long after it was given a text is replaced without a trace.
pub const GRACE: TimeDelta = TimeDelta::minutes(15);

#[derive(Clone, Debug)]
pub struct Edit {
    pub feedback: FeedbackId,
    /// As it was read.
    pub version: i64,
    /// As it was read, to the millisecond; none, if it was not edited before.
    pub edited_at: Option<DateTime<Utc>>,
    pub text: String,
    /// In place of those there are; none leaves them.
    pub marks: Option<Vec<Mark>>,
}

kernel::problems! {
    /// Why feedback was not edited.
    EditError as EditFeedbackError, EditFeedbackErrorCode {
        /// It does not exist for you, or you are not its author.
        NoSuchFeedback => ("feedback", "There is no such feedback of yours."),
        /// It was edited since you read it: read it again.
        Stale => ("", "It was edited in the meantime."),
        /// You withdrew it.
        Withdrawn => ("feedback", "It was withdrawn."),
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
        /// A competency does not exist in this organisation, or is archived.
        NoSuchCompetency => ("marks", "There is no such competency."),
    }
}

/// How it is now.
#[derive(Clone, Debug)]
pub struct Edited {
    pub row: Arc<Row>,
    /// If they were replaced.
    pub marks: Option<Vec<mark::Model>>,
}

/// Of two edits at once one is kept and the other told that it is stale.
pub async fn edit(call: &Call, input: Edit) -> Answer<Result<Edited, Vec<EditError>>> {
    call.viewer.signed()?;
    let found = repo::by_id(&call.db, &call.viewer, input.feedback).await?;
    let Some(row) = found.filter(|row| policy::is_author(&call.viewer, &row.feedback)) else {
        return Ok(Err(vec![EditError::NoSuchFeedback]));
    };
    let read = &row.feedback;
    let licensed = call.viewer.place(read.organization_id)?.require_licence();
    audit::logged(call, read.organization_id, ACTION, licensed).await?;
    let problems = check(read, &input);
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let now = call.clock.now();
    let kept = now - read.created_at > GRACE;
    let next = feedback::Model {
        text: input.text,
        version: read.version + i64::from(kept),
        edited_at: Some(later_than(read.edited_at, now)),
        ..read.clone()
    };
    let marks = input.marks.map(|marks| {
        let mut marks: Vec<_> = marked(read, &marks).collect();
        marks.sort_unstable_by_key(|it| it.competency_id);
        marks
    });
    let tx = call.db.begin().await?;
    match store(call, &tx, read, &next, marks.as_deref()).await? {
        Ok(()) => tx.commit().await?,
        Err(problem) => {
            tx.rollback().await?;
            return Ok(Err(vec![problem]));
        }
    }
    let row = Arc::new(Row::new(next, row.recipients()));
    Ok(Ok(Edited { row, marks }))
}

/// Now; or the next millisecond, where that would not tell this edit from the last: two came
/// within one, or the clock was set back.
fn later_than(last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> DateTime<Utc> {
    last.map_or(now, |last| now.max(last.trunc_subsecs(3) + TimeDelta::milliseconds(1)))
}

fn check(read: &feedback::Model, input: &Edit) -> Vec<EditError> {
    if read.withdrawn_at.is_some() {
        return vec![EditError::Withdrawn];
    }
    // Programs that keep times in milliseconds send back what they could keep.
    let millis = |at: Option<DateTime<Utc>>| at.map(|at| at.trunc_subsecs(3));
    if input.version != read.version || millis(input.edited_at) != millis(read.edited_at) {
        return vec![EditError::Stale];
    }
    let text = content::check_text(&input.text).map_err(EditError::from);
    let marks = input
        .marks
        .as_ref()
        .map_or(Ok(()), |marks| content::check_marks(read.kind, marks).map_err(EditError::from));
    [text.err(), marks.err()].into_iter().flatten().collect()
}

async fn store(
    call: &Call,
    tx: &Tx,
    read: &feedback::Model,
    next: &feedback::Model,
    marks: Option<&[mark::Model]>,
) -> Result<Result<(), EditError>, DbErr> {
    let (organization, id) = (read.organization_id, read.id);
    if tx.write(write::edited(read, next)).await? == 0 {
        return Ok(Err(EditError::Stale));
    }
    if next.version != read.version {
        tx.write(write::kept(read)).await?;
        if read.kind == feedback::Kind::Evaluation {
            tx.write(write::marks_kept(read)).await?;
        }
    }
    if let Some(marks) = marks.filter(|marks| !marks.is_empty()) {
        let backend = tx.get_database_backend();
        match tx.write(write::marked(backend, organization, id, marks)).await {
            Err(error) if write::is_no_competency(&error) => {
                return Ok(Err(EditError::NoSuchCompetency));
            }
            written => written?,
        };
        tx.write(write::unmarked(backend, organization, id, marks)).await?;
    }
    tx.write(audit::Entry::done(organization, ACTION, id).by(call)).await?;
    Ok(Ok(()))
}

impl From<TextProblem> for EditError {
    fn from(problem: TextProblem) -> Self {
        match problem {
            TextProblem::Empty => Self::Empty,
            TextProblem::TooLong => Self::TooLong,
        }
    }
}

impl From<MarksProblem> for EditError {
    fn from(problem: MarksProblem) -> Self {
        match problem {
            MarksProblem::Missing => Self::MarksMissing,
            MarksProblem::NotWanted => Self::MarksNotWanted,
            MarksProblem::OutOfRange => Self::MarkOutOfRange,
            MarksProblem::Twice => Self::CompetencyTwice,
        }
    }
}
