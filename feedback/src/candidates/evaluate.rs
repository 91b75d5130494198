//! Writing about a candidate who consented, and taking it back.

use kernel::{Answer, Call, CandidateId, audit};
use serde_json::json;

use super::{
    Standing,
    entity::{candidate, evaluation::Model},
    repo::{self, write},
};
use crate::{
    content::{Mark, MarksProblem, TextProblem, check_marks, check_text},
    entity::feedback::Kind,
    requests::ask::are_competencies,
};

const ACTION: &str = "evaluateCandidate";
const WITHDRAW: &str = "withdrawCandidateEvaluation";

#[derive(Clone, Debug)]
pub struct Evaluate {
    pub candidate: CandidateId,
    pub kind: Kind,
    pub text: String,
    pub marks: Vec<Mark>,
}

kernel::problems! {
    /// Why nothing was written.
    EvaluateError as EvaluateCandidateError, EvaluateCandidateErrorCode {
        /// They do not exist for you.
        NoSuchCandidate => ("candidate", "There is no such candidate."),
        /// They have not consented, or their last day is over.
        NotConsented => ("candidate", "Nothing is written about a candidate without their consent."),
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

kernel::problems! {
    /// Why nothing was taken back.
    WithdrawError as WithdrawCandidateEvaluationError, WithdrawCandidateEvaluationErrorCode {
        /// They do not exist for you, or you wrote nothing about them.
        NothingOfYours => ("candidate", "You wrote nothing about them."),
    }
}

/// By whomever the candidate exists for; in place of what they wrote before. Of two at once the
/// later is kept.
pub async fn evaluate(
    call: &Call,
    input: Evaluate,
) -> Answer<Result<candidate::Model, Vec<EvaluateError>>> {
    call.viewer.signed()?;
    let found = repo::by_id(&call.db, &call.viewer, input.candidate).await?;
    let Some(row) = found else { return Ok(Err(vec![EvaluateError::NoSuchCandidate])) };
    let place = call.viewer.place(row.organization_id)?;
    audit::licensed(call, row.organization_id, ACTION).await?;
    let consented = Standing::of(&row, call.clock.now()) == Standing::Consented;
    let marked: Vec<_> = input.marks.iter().map(|mark| mark.competency).collect();
    let fitting = check_marks(input.kind, &input.marks);
    let known = fitting.is_err() || are_competencies(call, place, &marked).await?;
    let problems = [
        (!consented).then_some(EvaluateError::NotConsented),
        check_text(&input.text).err().map(Into::into),
        fitting.err().map(Into::into),
        (!known).then_some(EvaluateError::NoSuchCompetency),
    ];
    let problems: Vec<_> = problems.into_iter().flatten().collect();
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let written = Model {
        organization_id: row.organization_id,
        id: call.clock.id(),
        candidate_id: row.id,
        author_id: Some(place.member),
        author_name: None,
        invitation_id: None,
        kind: input.kind,
        text: input.text,
        marks: marks(&input.marks),
        answers: "[]".into(),
        written_at: call.clock.now(),
    };
    let tx = call.db.begin().await?;
    if tx.write(write::evaluated(&written)).await? == 0 {
        // They took their consent back a moment ago.
        tx.rollback().await?;
        return Ok(Err(vec![EvaluateError::NoSuchCandidate]));
    }
    tx.write(audit::Entry::done(row.organization_id, ACTION, row.id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(row))
}

/// What one wrote is gone. Done again, there is nothing. It needs no licence.
pub async fn withdraw(call: &Call, id: CandidateId) -> Answer<Result<(), WithdrawError>> {
    call.viewer.signed()?;
    let Some(row) = repo::by_id(&call.db, &call.viewer, id).await? else {
        return Ok(Err(WithdrawError::NothingOfYours));
    };
    let place = call.viewer.place(row.organization_id)?;
    let tx = call.db.begin().await?;
    if tx.write(write::withdrawn(&row, place.member)).await? == 0 {
        tx.rollback().await?;
        return Ok(Err(WithdrawError::NothingOfYours));
    }
    tx.write(audit::Entry::done(row.organization_id, WITHDRAW, id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// As they stand in a row; ids as hexadecimal text.
pub fn marks(marks: &[Mark]) -> String {
    let mark = |it: &Mark| (it.competency.0.simple().to_string(), it.mark);
    json!(marks.iter().map(mark).collect::<Vec<_>>()).to_string()
}

impl From<TextProblem> for EvaluateError {
    fn from(problem: TextProblem) -> Self {
        match problem {
            TextProblem::Empty => Self::Empty,
            TextProblem::TooLong => Self::TooLong,
        }
    }
}

impl From<MarksProblem> for EvaluateError {
    fn from(problem: MarksProblem) -> Self {
        match problem {
            MarksProblem::Missing => Self::MarksMissing,
            MarksProblem::NotWanted => Self::MarksNotWanted,
            MarksProblem::OutOfRange => Self::MarkOutOfRange,
            MarksProblem::Twice => Self::CompetencyTwice,
        }
    }
}
