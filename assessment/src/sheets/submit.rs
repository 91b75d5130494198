//! Handing in what was answered.

use kernel::{Answer, Call, Fault, Locale, Write};

use super::{
    By, Doorstep,
    by::{Held, held},
    desk::{Desk, Paper},
    entity::sheet::State,
    form::{Form, filled},
    outcome::computed,
    page::Page,
    repo::{self, edition::edition_unchecked},
    standing::{Refused, refusals},
};
use crate::{
    answering::{Answers, shown},
    campaigns::{InvitationState, Mode},
    instruments::document::Document,
};

const ACTION: &str = "submitQuestionnaire";

kernel::problems! {
    /// Why nothing was submitted.
    SubmitError as SubmitQuestionnaireError, SubmitQuestionnaireErrorCode {
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
        /// You said no to it.
        AlreadyDeclined => ("by", "You declined this."),
        /// You took back what you had answered.
        AlreadyWithdrawn => ("by", "You withdrew what you had answered."),
        /// Something may not be skipped, and says why; it stands beside this.
        RequiredMissing => ("", "Some questions may not be skipped."),
    }
}

refusals! {
    SubmitError {
        NotAsked => NotAsked,
        TicketNeeded => TicketNeeded,
        NotYet => NotOpenYet,
        Paused => QuestionnairePaused,
        Closed => QuestionnaireClosed,
        NotStarted => NotStarted,
    }
}

/// Why nothing was submitted, with the codes of items that may not be skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsubmitted {
    pub error: SubmitError,
    pub missing: Vec<String>,
}

impl From<SubmitError> for Unsubmitted {
    fn from(error: SubmitError) -> Self {
        Self { error, missing: vec![] }
    }
}

impl From<Refused> for Unsubmitted {
    fn from(refused: Refused) -> Self {
        SubmitError::from(refused).into()
    }
}

/// Items may be skipped, unless the edition says why not. What was answered to items that are not
/// shown does not count, and goes. Done again, it changes nothing.
pub async fn submit(
    call: &Call,
    doorstep: &dyn Doorstep,
    by: &By,
    language: Option<&Locale>,
) -> Answer<Result<Form, Unsubmitted>> {
    let Some(it) = held(call, by).await? else { return Ok(Err(Refused::NotAsked.into())) };
    if it.needs_ticket() {
        return Ok(Err(Refused::TicketNeeded.into()));
    }
    let house = it.house(call, doorstep).await?;
    it.licensed(call, &house, ACTION).await?;
    let (organization, instrument) = (it.campaign.organization_id, it.campaign.instrument_id);
    let document = edition_unchecked(&call.db, organization, instrument).await?;
    for _ in 0..ATTEMPTS {
        let said = said(call, &it, &document).await?;
        let tx = call.db.begin().await?;
        let Some(desk) = Desk::at(call, &tx, &it).await? else {
            tx.rollback().await?;
            return Ok(Err(Refused::NotAsked.into()));
        };
        match on(&desk, &document, said).await? {
            Turn::Done(paper) => {
                tx.commit().await?;
                return filled(call, doorstep, it, Some(*paper), language).await.map(Ok);
            }
            Turn::Refused(unsubmitted) => {
                tx.rollback().await?;
                return Ok(Err(unsubmitted));
            }
            Turn::Again => tx.rollback().await?,
        }
    }
    Err(Fault::unavailable(1))
}

/// How often it is tried again while another tab goes on answering.
const ATTEMPTS: usize = 3;

enum Turn {
    Done(Box<Paper>),
    Refused(Unsubmitted),
    /// It was answered while what it says was computed.
    Again,
}

fn refused(error: impl Into<Unsubmitted>) -> Turn {
    Turn::Refused(error.into())
}

/// What counts by now, and what it says; nothing, where answers do not stand under a name.
type Said = Option<(Page, Vec<Write>)>;

async fn said(call: &Call, it: &Held, document: &Document) -> Answer<Said> {
    let Some(invited) = it.invitation().filter(|_| it.campaign.mode == Mode::Identified) else {
        return Ok(None);
    };
    // What was declined is refused; nothing is computed of it.
    if invited.state == InvitationState::Declined {
        return Ok(None);
    }
    let Some(paper) = repo::paper_unchecked(&call.db, invited).await? else { return Ok(None) };
    if paper.state != State::Open {
        return Ok(None);
    }
    let page = counted(document, &paper.page);
    let said = computed(call, it, &paper, &page, document).await?;
    Ok(Some((page, said)))
}

async fn on(desk: &Desk<'_>, document: &Document, said: Said) -> Answer<Turn> {
    if desk.is_declined() {
        return Ok(refused(SubmitError::AlreadyDeclined));
    }
    let Some(paper) = &desk.paper else { return Ok(refused(Refused::NotStarted)) };
    match paper.state {
        State::Open => (),
        // Also once it is closed: it was in time.
        State::Submitted => return Ok(Turn::Done(Box::new(paper.clone()))),
        State::Withdrawn => return Ok(refused(SubmitError::AlreadyWithdrawn)),
    }
    if let Err(why) = desk.standing.require_open() {
        return Ok(refused(why));
    }
    let missing = missing(document, &paper.answers());
    if !missing.is_empty() {
        return Ok(Turn::Refused(Unsubmitted { error: SubmitError::RequiredMissing, missing }));
    }
    let page = counted(document, &paper.page);
    let writes = match said {
        Some((before, writes)) if before == page => writes,
        None if desk.campaign.mode != Mode::Identified => vec![],
        _ => return Ok(Turn::Again),
    };
    let paper = desk.submit(paper.clone(), page, writes, ACTION).await?;
    Ok(Turn::Done(Box::new(paper)))
}

/// The codes of items that are shown, may not be skipped, and are not answered.
fn missing(document: &Document, answers: &Answers) -> Vec<String> {
    let open = |item: &&crate::instruments::document::Item| {
        !item.required_because.is_empty() && !answers.contains_key(&item.code)
    };
    shown(document, answers).into_iter().filter(open).map(|it| it.code.clone()).collect()
}

/// Without what was taken back or is not shown.
fn counted(document: &Document, page: &Page) -> Page {
    let shown = shown(document, &super::page::answers(page));
    let mut page = page.clone();
    page.retain(|code, it| it.given.is_some() && shown.iter().any(|item| item.code == *code));
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answering::Given,
        instruments::{
            check::tests::{choice, document, is, likert, shown as if_},
            document::Texts,
        },
        sheets::page::Kept,
    };

    fn asked() -> Document {
        let mut asked = document(vec![
            choice("a", &["x", "y"]),
            if_(likert("b"), is("a", &["x"])),
            likert("c"),
        ]);
        asked.sections[0].items[1].required_because = Texts::in_one("en", "The law asks for it");
        asked
    }

    fn page(of: &[(&str, Option<Given>)]) -> Page {
        let kept = |given: &Option<Given>| Kept { revision: 1, given: given.clone() };
        of.iter().map(|(code, given)| ((*code).to_owned(), kept(given))).collect()
    }

    #[test]
    fn only_what_is_shown_may_be_missing() {
        let of = |page: &Page| missing(&asked(), &super::super::page::answers(page));
        let x = Some(Given::Choice("x".into()));
        assert_eq!(of(&page(&[])), [""; 0]);
        assert_eq!(of(&page(&[("a", x.clone())])), ["b"]);
        assert_eq!(of(&page(&[("a", x.clone()), ("b", None)])), ["b"], "taken back");
        assert_eq!(of(&page(&[("a", x), ("b", Some(Given::Number(2.0)))])), [""; 0]);
    }

    #[test]
    fn what_is_not_shown_does_not_count() {
        let two = Some(Given::Number(2.0));
        let hidden =
            page(&[("a", Some(Given::Choice("y".into()))), ("b", two.clone()), ("c", None)]);
        let codes: Vec<_> = counted(&asked(), &hidden).into_keys().collect();
        assert_eq!(codes, ["a"]);
    }
}
