//! Taking back what was answered, until the close. It needs no licence.

use kernel::{Answer, Call, Locale};

use super::{
    By, Doorstep,
    by::held,
    desk::Desk,
    entity::sheet::State,
    form::{Form, filled},
    standing::{Refused, Standing, refusals},
};

const ACTION: &str = "withdrawQuestionnaire";

kernel::problems! {
    /// Why nothing was withdrawn.
    WithdrawError as WithdrawQuestionnaireError, WithdrawQuestionnaireErrorCode {
        /// It does not exist for you, or you are not the one who is asked.
        NotAsked => ("by", "You are not asked for this."),
        /// This campaign is answered with a ticket; or with a name, and you came with a ticket.
        TicketNeeded => ("by", "This is answered with a ticket, and without a session."),
        /// Nothing was begun.
        NothingToWithdraw => ("by", "There is nothing of yours to withdraw."),
        /// It is closed: what was answered stands in what is shown of many.
        QuestionnaireClosed => ("", "This is closed."),
    }
}

refusals! {
    WithdrawError {
        NotAsked => NotAsked,
        TicketNeeded => TicketNeeded,
        // Until the close it can be withdrawn at any time.
        NotYet => NothingToWithdraw,
        Paused => NothingToWithdraw,
        Closed => QuestionnaireClosed,
        NotStarted => NothingToWithdraw,
    }
}

/// The answers are gone, submitted or not; that they were withdrawn stays. Done again, it changes
/// nothing.
pub async fn withdraw(
    call: &Call,
    doorstep: &dyn Doorstep,
    by: &By,
    language: Option<&Locale>,
) -> Answer<Result<Form, WithdrawError>> {
    let Some(it) = held(call, by).await? else { return Ok(Err(WithdrawError::NotAsked)) };
    if it.needs_ticket() {
        return Ok(Err(WithdrawError::TicketNeeded));
    }
    let tx = call.db.begin().await?;
    let Some(desk) = Desk::at(call, &tx, &it).await? else {
        tx.rollback().await?;
        return Ok(Err(WithdrawError::NotAsked));
    };
    let refused = match &desk.paper {
        Some(paper) if paper.state == State::Withdrawn => None,
        // Also where the close left nothing of it: without a name, or not handed in.
        _ if desk.standing == Standing::Closed => Some(Refused::Closed),
        None => Some(Refused::NotStarted),
        Some(_) => None,
    };
    let paper = match (refused, desk.paper.clone()) {
        (Some(refused), _) => {
            tx.rollback().await?;
            return Ok(Err(refused.into()));
        }
        (None, Some(paper)) if paper.state != State::Withdrawn => {
            Some(desk.withdraw(paper, ACTION).await?)
        }
        (None, paper) => paper,
    };
    tx.commit().await?;
    filled(call, doorstep, it, paper, language).await.map(Ok)
}
