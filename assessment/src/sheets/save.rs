//! Saving answers, one or many at once.

use kernel::{Answer, Call, Locale};

use super::{
    By, Doorstep,
    by::held,
    desk::{Desk, Paper},
    entity::sheet::State,
    form::{Form, filled},
    page::{Change, Flaw, MOST_ANSWERS, Wrong, change},
    repo::edition::edition_unchecked,
    standing::{Refused, refusals},
};
use crate::{answering::AnswerProblem, instruments::document::Document};

const ACTION: &str = "saveAnswers";

kernel::problems! {
    /// Why nothing was saved.
    SaveError as SaveAnswersError, SaveAnswersErrorCode {
        /// It does not exist for you, or you are not the one who is asked.
        NotAsked => ("by", "You are not asked for this."),
        /// This campaign is answered with a ticket; or with a name, and you came with a ticket.
        TicketNeeded => ("by", "This is answered with a ticket, and without a session."),
        /// Nothing was begun: `startQuestionnaire` does.
        NotStarted => ("by", "You have not begun with this."),
        /// It begins later.
        NotOpenYet => ("", "This has not begun yet."),
        /// It is paused: what you answered can be read.
        QuestionnairePaused => ("", "This is paused at present."),
        /// It is closed.
        QuestionnaireClosed => ("", "This is closed."),
        /// You submitted it.
        AlreadySubmitted => ("by", "You have submitted this."),
        /// You said no to it.
        AlreadyDeclined => ("by", "You declined this."),
        /// You took back what you had answered.
        AlreadyWithdrawn => ("by", "You withdrew what you had answered."),
        /// There is no answer, or there are more than 100.
        AnswerCountInvalid => ("answers", "Save 1 to 100 answers at once."),
        /// There is no such item in this questionnaire.
        NoSuchItem => ("answers.item", "There is no such question."),
        /// An earlier one is for the same item.
        ItemTwice => ("answers.item", "Answer each question once."),
        /// The item was answered in the meantime, in another tab or on another device: read it
        /// again.
        Stale => ("answers.revision", "This was answered in the meantime."),
        /// The item is answered in another way.
        OtherKind => ("answers.answer", "This is answered in another way."),
        /// Neither is not having observed it an answer here, nor not saying.
        AnswerNotOffered => ("answers.answer", "This is not offered as an answer."),
        /// It lies below the lowest or above the highest, or between two points.
        OutOfRange => ("answers.answer", "This lies outside of what can be answered."),
        /// There is no such option or statement.
        NoSuchOption => ("answers.answer", "There is no such option."),
        /// One option stands there twice, or one is missing in an order.
        NotEachOnce => ("answers.answer", "Each option stands there once."),
        /// Fewer are chosen than must be, or more than may be.
        OtherNumber => ("answers.answer", "Another number of options is to be chosen."),
        /// It is longer than it may be, or has a null character.
        AnswerTooLong => ("answers.answer", "This is longer than it may be."),
    }
}

refusals! {
    SaveError {
        NotAsked => NotAsked,
        TicketNeeded => TicketNeeded,
        NotYet => NotOpenYet,
        Paused => QuestionnairePaused,
        Closed => QuestionnaireClosed,
        NotStarted => NotStarted,
    }
}

/// What was wrong, and of which of the answers; none, where it is none of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsaved {
    pub error: SaveError,
    pub at: Option<usize>,
}

/// All of these answers or none. The same once more is answered as the first time; of two tabs
/// the one that read less than it overwrites is told, where it says what it read.
pub async fn save(
    call: &Call,
    doorstep: &dyn Doorstep,
    by: &By,
    changes: &[Change],
    language: Option<&Locale>,
) -> Answer<Result<Form, Vec<Unsaved>>> {
    if !(1..=MOST_ANSWERS).contains(&changes.len()) {
        return Ok(whole(SaveError::AnswerCountInvalid));
    }
    let Some(it) = held(call, by).await? else { return Ok(whole(SaveError::NotAsked)) };
    if it.needs_ticket() {
        return Ok(whole(SaveError::TicketNeeded));
    }
    let house = it.house(call, doorstep).await?;
    it.licensed(call, &house, ACTION).await?;
    let (organization, instrument) = (it.campaign.organization_id, it.campaign.instrument_id);
    let document = edition_unchecked(&call.db, organization, instrument).await?;
    let tx = call.db.begin().await?;
    let Some(desk) = Desk::at(call, &tx, &it).await? else {
        tx.rollback().await?;
        return Ok(whole(SaveError::NotAsked));
    };
    match on(&desk, &document, changes).await? {
        Ok(Some(paper)) => {
            tx.commit().await?;
            filled(call, doorstep, it, Some(paper), language).await.map(Ok)
        }
        // It stood there already.
        Ok(None) => {
            let paper = desk.paper.clone();
            tx.rollback().await?;
            filled(call, doorstep, it, paper, language).await.map(Ok)
        }
        Err(unsaved) => {
            tx.rollback().await?;
            Ok(Err(unsaved))
        }
    }
}

fn whole<T>(error: SaveError) -> Result<T, Vec<Unsaved>> {
    Err(vec![Unsaved { error, at: None }])
}

async fn on(
    desk: &Desk<'_>,
    document: &Document,
    changes: &[Change],
) -> Answer<Result<Option<Paper>, Vec<Unsaved>>> {
    if let Err(refused) = desk.standing.require_open() {
        return Ok(whole(refused.into()));
    }
    if desk.is_declined() {
        return Ok(whole(SaveError::AlreadyDeclined));
    }
    let Some(paper) = &desk.paper else { return Ok(whole(Refused::NotStarted.into())) };
    match paper.state {
        State::Open => (),
        State::Submitted => return Ok(whole(SaveError::AlreadySubmitted)),
        State::Withdrawn => return Ok(whole(SaveError::AlreadyWithdrawn)),
    }
    match change(document, &paper.page, changes) {
        Ok(next) if next.is_empty() => Ok(Ok(None)),
        Ok(next) => desk.save(paper.clone(), next, ACTION).await.map(|it| Ok(Some(it))),
        Err(flaws) => Ok(Err(flaws.into_iter().map(Into::into).collect())),
    }
}

impl From<Flaw> for Unsaved {
    fn from(flaw: Flaw) -> Self {
        use AnswerProblem as Problem;
        let error = match flaw.wrong {
            Wrong::NoSuchItem => SaveError::NoSuchItem,
            Wrong::Twice => SaveError::ItemTwice,
            Wrong::Stale => SaveError::Stale,
            Wrong::Answer(Problem::OtherKind) => SaveError::OtherKind,
            Wrong::Answer(Problem::NotOffered) => SaveError::AnswerNotOffered,
            Wrong::Answer(Problem::OutOfRange) => SaveError::OutOfRange,
            Wrong::Answer(Problem::NoSuchOption) => SaveError::NoSuchOption,
            Wrong::Answer(Problem::NotEachOnce) => SaveError::NotEachOnce,
            Wrong::Answer(Problem::OtherNumber) => SaveError::OtherNumber,
            Wrong::Answer(Problem::TooLong) => SaveError::AnswerTooLong,
        };
        Self { error, at: Some(flaw.at) }
    }
}

impl From<Unsaved> for SaveAnswersError {
    /// With the place of the answer in its path: `input.answers.3.item`.
    fn from(it: Unsaved) -> Self {
        let mut told = Self::from(it.error);
        if let Some(at) = it.at {
            told.field.insert(2, at.to_string());
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_place_of_its_answer() {
        let told = |error, at| SaveAnswersError::from(Unsaved { error, at }).field.join(".");
        assert_eq!(told(SaveError::OutOfRange, Some(3)), "input.answers.3.answer");
        assert_eq!(told(SaveError::AnswerCountInvalid, None), "input.answers");
        assert_eq!(told(SaveError::QuestionnaireClosed, None), "input");
    }
}
