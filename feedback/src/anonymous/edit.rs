//! Saying it better, while it waits.

use kernel::{Answer, Call};

use super::{
    Bearer, Content,
    entity::waiting::Model,
    give::{Receipt, are_marked_here, in_order, unlicensed},
    read::{Standing, State},
    repo::pool,
};
use crate::content::{self, Mark, MarksProblem, TextProblem};

#[derive(Clone, Debug)]
pub struct Edit {
    pub text: String,
    /// In place of those there are; none leaves them.
    pub marks: Option<Vec<Mark>>,
}

kernel::problems! {
    /// Why it stays as it is.
    EditError as EditAnonymousFeedbackError, EditAnonymousFeedbackErrorCode {
        /// Nothing of this ticket or code waits any more: it was delivered, withdrawn, or never
        /// written.
        NotWaiting => ("", "Nothing of yours waits: what was delivered can be withdrawn."),
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

/// The row is written anew among others, as when it came in.
pub async fn edit(
    call: &Call,
    bearer: &Bearer,
    input: Edit,
) -> Answer<Result<Receipt, Vec<EditError>>> {
    let code = bearer.holder.code();
    let tx = call.db.begin().await?;
    // Before anything else: a code that was made up is told nothing of the organisation.
    let Some(row) = pool::take_text(&tx, &call.secret, code.organization, &code.hash()).await?
    else {
        tx.rollback().await?;
        return Ok(Err(vec![EditError::NotWaiting]));
    };
    if !bearer.crowd.is_licensed(call.clock.now().date_naive()) {
        tx.rollback().await?;
        return Err(unlicensed());
    }
    let known = match &input.marks {
        Some(marks) => are_marked_here(&tx, &*bearer.crowd, &in_order(marks)).await?,
        None => true,
    };
    let next = if known { changed(&row, input) } else { Err(vec![EditError::NoSuchCompetency]) };
    match next {
        Ok(next) => {
            let standing = Standing {
                state: State::Waiting,
                content: None,
                day: None,
                feedback: None,
                crowd: Some(next.crowd),
                promise: next.promise,
                hidden: false,
            };
            pool::put(&tx, call, &next).await?;
            tx.commit().await?;
            Ok(Ok(Receipt::of(code, &standing)))
        }
        Err(errors) => {
            tx.rollback().await?;
            Ok(Err(errors))
        }
    }
}

fn changed(row: &Model, input: Edit) -> Result<Model, Vec<EditError>> {
    let before = Content::of(row).ok_or_else(|| vec![EditError::NotWaiting])?;
    let text = content::check_text(&input.text).map_err(EditError::from);
    let marks = input.marks.map_or(Ok(before.marks.clone()), |marks| {
        content::check_marks(before.kind, &marks).map(|()| in_order(&marks))
    });
    match (text, marks.map_err(EditError::from)) {
        (Ok(()), Ok(marks)) => Ok(Content { text: input.text, marks, ..before }.onto(row.clone())),
        (text, marks) => Err([text.err(), marks.err()].into_iter().flatten().collect()),
    }
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
