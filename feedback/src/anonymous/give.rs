//! Giving feedback with a ticket. It waits in the pool; its author is told the code that opens
//! it. Nothing is written but the row that waits.

use kernel::{Answer, Call, Code, Fault, MembershipId, Month, OrganizationId, Ticket, TicketCode};
use sea_orm::ConnectionTrait;

use super::{
    Bearer, Content, Crowd,
    content::blank,
    entity::waiting::{Kind as Waits, Model},
    promise::PROMISE,
    read::{Standing, State, read},
    repo::{self, pool},
};
use crate::{
    Give, To,
    content::{self, Mark, MarksProblem, TextProblem},
    give::MOST_RECIPIENTS,
};

kernel::problems! {
    /// Why nothing was written.
    GiveError as GiveAnonymousFeedbackError, GiveAnonymousFeedbackErrorCode {
        /// The ticket was drawn for an earlier month.
        TicketOver => ("", "This ticket was for another month; draw the tickets of this one."),
        /// The text says nothing.
        Empty => ("text", "Say something."),
        /// The text has more than 10,000 characters.
        TooLong => ("text", "Say it in 10,000 characters or fewer."),
        /// One of them is no member who takes part at present, or is an external.
        NoSuchRecipient => ("recipient", "There is no such recipient."),
        /// Nobody was named, or nobody is in the group or unit.
        NobodyToReceive => ("recipient", "Nobody would receive it."),
        /// There are more than 250 recipients.
        TooManyRecipients => ("recipient", "Feedback has at most 250 recipients."),
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

/// What its author keeps.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The same, however often it is asked for with the same ticket.
    pub code: TicketCode,
    pub state: State,
    /// None once it no longer waits.
    pub crowd: Option<i64>,
    pub promise: i64,
}

impl Receipt {
    pub fn of(code: TicketCode, standing: &Standing) -> Self {
        let Standing { state, crowd, promise, .. } = *standing;
        Self { code, state, crowd, promise }
    }
}

/// The same ticket and text once more is answered as the first time; with another text it is a
/// `CONFLICT`.
pub async fn give(
    call: &Call,
    bearer: &Bearer,
    input: Give,
) -> Answer<Result<Receipt, Vec<GiveError>>> {
    let (ticket, crowd) = (bearer.ticket()?, &*bearer.crowd);
    if let Some(standing) = read(call, bearer).await? {
        return again(ticket, &standing, crowd, &input).map(Ok);
    }
    if !crowd.is_licensed(call.clock.now().date_naive()) {
        return Err(unlicensed());
    }
    // Before anybody is looked up: a ticket that is over asks after nobody.
    if ticket.month != Month::of(call.clock.now()) {
        return Ok(Err(vec![GiveError::TicketOver]));
    }
    let content = match accept(crowd, &input) {
        Ok(content) => content,
        Err(errors) => return Ok(Err(errors)),
    };
    if !are_marked_here(&call.db, crowd, &content.marks).await? {
        return Ok(Err(vec![GiveError::NoSuchCompetency]));
    }
    let row = row(call, ticket, &content).await?;
    let (promised, promise) = (Some(row.crowd), row.promise);
    let tx = call.db.begin().await?;
    repo::lock(&tx, ticket.organization).await?;
    if repo::is_used(&tx, &call.secret, ticket.organization, &row.code_hash).await? {
        // By another request, a moment ago; it may be delivered by now.
        tx.rollback().await?;
        let standing = read(call, bearer).await?.ok_or_else(|| Fault::unavailable(1))?;
        return again(ticket, &standing, crowd, &input).map(Ok);
    }
    pool::put(&tx, call, &row).await?;
    tx.commit().await?;
    let (code, state) = (ticket.code(), State::Waiting);
    Ok(Ok(Receipt { code, state, crowd: promised, promise }))
}

pub fn unlicensed() -> Fault {
    let why = "The organisation's licence is not in force: it can be read, not written.";
    Fault::new(Code::Forbidden, why)
}

/// What was written with this ticket before, if it is this.
fn again(ticket: &Ticket, standing: &Standing, crowd: &dyn Crowd, input: &Give) -> Answer<Receipt> {
    let same = || {
        let (before, now) = (standing.content.as_ref()?, accept(crowd, input).ok()?);
        now.is_again(before).then_some(())
    };
    let told = match standing.state {
        State::Withdrawn => "What was written with this ticket was withdrawn; take another.",
        _ => "Something else was written with this ticket.",
    };
    same().ok_or_else(|| Fault::new(Code::Conflict, told))?;
    Ok(Receipt::of(ticket.code(), standing))
}

async fn row(call: &Call, ticket: &Ticket, content: &Content) -> Answer<Model> {
    let setting = repo::setting_unchecked(&call.db, ticket.organization).await?;
    let row = blank(&ticket.code(), Waits::Feedback, ticket.month, PROMISE);
    Ok(content.onto(Model { crowd: setting.crowd, ..row }))
}

/// The rules; no database in sight. Everything wrong is told at once.
fn accept(crowd: &dyn Crowd, input: &Give) -> Result<Content, Vec<GiveError>> {
    let recipients = recipients(crowd, &input.to);
    let text = content::check_text(&input.text).map_err(GiveError::from);
    let marks = content::check_marks(input.kind, &input.marks).map_err(GiveError::from);
    match (recipients, text, marks) {
        (Ok(recipients), Ok(()), Ok(())) => Ok(Content {
            kind: input.kind,
            visibility: input.visibility,
            text: input.text.clone(),
            recipients,
            group: if let To::Group(group) = input.to { Some(group) } else { None },
            unit: if let To::Unit(unit) = input.to { Some(unit) } else { None },
            marks: in_order(&input.marks),
        }),
        (recipients, text, marks) => {
            Err([recipients.err(), text.err(), marks.err()].into_iter().flatten().collect())
        }
    }
}

pub fn in_order(marks: &[Mark]) -> Vec<Mark> {
    let mut marks = marks.to_vec();
    marks.sort_unstable_by_key(|it| it.competency);
    marks
}

/// Who receives it, in the order of their ids. Its author is left in, if they are among them:
/// who was left out would be known.
pub fn recipients(crowd: &dyn Crowd, to: &To) -> Result<Vec<MembershipId>, GiveError> {
    let unknown = GiveError::NoSuchRecipient;
    let mut members = match to {
        To::Members(named) if named.len() > MOST_RECIPIENTS => {
            return Err(GiveError::TooManyRecipients);
        }
        To::Members(named) if named.iter().all(|it| crowd.takes_part(*it)) => named.clone(),
        To::Members(_) => return Err(unknown),
        To::Group(group) => crowd.group(*group).ok_or(unknown)?,
        To::Unit(unit) => crowd.unit(*unit).ok_or(unknown)?,
    };
    members.retain(|member| crowd.takes_part(*member));
    members.sort_unstable();
    members.dedup();
    match members.len() {
        0 => Err(GiveError::NobodyToReceive),
        1..=MOST_RECIPIENTS => Ok(members),
        _ => Err(GiveError::TooManyRecipients),
    }
}

/// Whether all these are competencies that can be marked.
pub async fn are_marked_here(
    db: &impl ConnectionTrait,
    crowd: &dyn Crowd,
    marks: &[Mark],
) -> Answer<bool> {
    Ok(open_among(db, crowd.organization(), marks).await?.len() == marks.len())
}

/// Those of the marks that can be given.
pub async fn open_among(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    marks: &[Mark],
) -> Answer<Vec<Mark>> {
    if marks.is_empty() {
        return Ok(vec![]);
    }
    let ids = marks.iter().map(|it| it.competency).collect::<Vec<_>>();
    let known = repo::competencies_unchecked(db, organization, ids.into_iter()).await?;
    let open = |mark: &&Mark| known.iter().any(|it| it.id == mark.competency && !it.archived);
    Ok(marks.iter().filter(open).copied().collect())
}

impl From<TextProblem> for GiveError {
    fn from(problem: TextProblem) -> Self {
        match problem {
            TextProblem::Empty => Self::Empty,
            TextProblem::TooLong => Self::TooLong,
        }
    }
}

impl From<MarksProblem> for GiveError {
    fn from(problem: MarksProblem) -> Self {
        match problem {
            MarksProblem::Missing => Self::MarksMissing,
            MarksProblem::NotWanted => Self::MarksNotWanted,
            MarksProblem::OutOfRange => Self::MarkOutOfRange,
            MarksProblem::Twice => Self::CompetencyTwice,
        }
    }
}
