//! Beginning to answer.

use kernel::{Answer, Call, Locale};

use super::{
    By, Doorstep,
    by::{Who, held},
    desk::Desk,
    entity::sheet::State,
    form::{Form, filled, preferred, spoken},
    standing::{Refused, refusals},
};
use crate::campaigns::InvitationState;

pub(super) const ACTION: &str = "startQuestionnaire";

kernel::problems! {
    /// Why nothing was begun.
    StartError as StartQuestionnaireError, StartQuestionnaireErrorCode {
        /// It does not exist for you, or you are not the one who is asked.
        NotAsked => ("by", "You are not asked for this."),
        /// This campaign is answered with a ticket, which `openAnonymousQuestionnaire` draws; or
        /// with a name, and you came with a ticket.
        TicketNeeded => ("by", "This is answered with a ticket, and without a session."),
        /// It begins later.
        NotOpenYet => ("", "This has not begun yet."),
        /// It is paused: what you answered can be read.
        QuestionnairePaused => ("", "This is paused at present."),
        /// It is closed.
        QuestionnaireClosed => ("", "This is closed."),
        /// You said no to it.
        AlreadyDeclined => ("by", "You declined this."),
        /// You took back what you had answered.
        AlreadyWithdrawn => ("by", "You withdrew what you had answered."),
        /// It is not asked in this language.
        NoSuchLanguage => ("language", "It is not asked in this language."),
    }
}

refusals! {
    StartError {
        NotAsked => NotAsked,
        TicketNeeded => TicketNeeded,
        NotYet => NotOpenYet,
        Paused => QuestionnairePaused,
        Closed => QuestionnaireClosed,
        // Whoever begins needs nothing that was begun.
        NotStarted => NotAsked,
    }
}

/// The one sheet of whoever is asked. Asked again it is the same; in another language it goes on
/// in that one.
pub async fn start(
    call: &Call,
    doorstep: &dyn Doorstep,
    by: &By,
    language: Option<Locale>,
) -> Answer<Result<Form, StartError>> {
    let Some(it) = held(call, by).await? else { return Ok(Err(StartError::NotAsked)) };
    if it.needs_ticket() {
        return Ok(Err(Refused::TicketNeeded.into()));
    }
    let house = it.house(call, doorstep).await?;
    it.licensed(call, &house, ACTION).await?;
    let wanted = match &language {
        Some(tag) => match spoken(&it.campaign, tag.as_str()) {
            Some(language) => Some(language),
            None => return Ok(Err(StartError::NoSuchLanguage)),
        },
        None => None,
    };
    let invited = it.invitation().and_then(|row| row.language.as_deref());
    let chosen = wanted.clone().unwrap_or_else(|| preferred(call, &it.campaign, invited));
    let guest = matches!(it.who, Who::Guest(_));
    let notice = guest.then(|| doorstep.notice(&chosen, &house.name).version);
    let tx = call.db.begin().await?;
    let desk = Desk::at(call, &tx, &it).await?;
    let begun = match &desk {
        Some(desk) => on(desk, &chosen, wanted.is_some(), notice).await,
        None => Ok(Err(StartError::NotAsked)),
    };
    let paper = match begun {
        Ok(Ok(paper)) => paper,
        Ok(Err(error)) => {
            tx.rollback().await?;
            return Ok(Err(error));
        }
        Err(fault) => return Err(fault),
    };
    tx.commit().await?;
    filled(call, doorstep, it, Some(paper), language.as_ref()).await.map(Ok)
}

async fn on(
    desk: &Desk<'_>,
    chosen: &str,
    said: bool,
    notice: Option<String>,
) -> Answer<Result<super::desk::Paper, StartError>> {
    if desk.is_declined() {
        return Ok(Err(StartError::AlreadyDeclined));
    }
    if let Some(paper) = &desk.paper {
        let elsewhere = said && paper.language.as_deref().is_some_and(|it| it != chosen);
        return Ok(match paper.state {
            State::Withdrawn => Err(StartError::AlreadyWithdrawn),
            State::Open if elsewhere && desk.standing.require_open().is_ok() => {
                Ok(desk.turn(paper.clone(), chosen).await?)
            }
            State::Open | State::Submitted => Ok(paper.clone()),
        });
    }
    if let Err(refused) = desk.standing.require_open() {
        return Ok(Err(refused.into()));
    }
    match desk.invitation {
        Some(InvitationState::Withdrawn) => Ok(Err(StartError::AlreadyWithdrawn)),
        _ => desk.begin(chosen, notice).await.map(Ok),
    }
}
