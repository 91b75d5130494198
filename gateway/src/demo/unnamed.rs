//! What was said in the company without a name. Who said it nobody can tell, the demo neither.

use chrono::{DateTime, TimeDelta, Utc};
use feedback::{
    Give, Kind, To, Visibility,
    anonymous::{self, Bearer, Crowd, DrawError, Pace, deliver, draw, give},
    talk::{
        self, Reason,
        flag::{Flag, flag_feedback},
    },
};
use identity::{Directory, directory_unchecked};
use kernel::{Call, FeedbackId, Holder, ManualClock, MemberKind, Ticket};

use super::{
    company::{Company, MANAGER, MEMBER},
    story::actor,
    world::words_of,
};
use crate::{
    cli::Failure,
    ports::{CrowdPort, DirectoryPort},
};

/// How many have drawn tickets: more than must have been able to write something.
const DRAWN: usize = 14;
/// After whom employees come who are no persona.
const NOBODY_KNOWN: usize = 20;

/// The first is talked about, the last is flagged.
const SAID: [(u32, Kind, Visibility, &str); 4] = [
    (
        MANAGER,
        Kind::Suggestion,
        Visibility::Recipient,
        "In our meetings the same two people speak. Ask the others first, and wait a little.",
    ),
    (
        MANAGER,
        Kind::Praise,
        Visibility::Recipient,
        "You told us early that the budget was cut. That was brave, and it helped.",
    ),
    (
        MEMBER,
        Kind::Suggestion,
        Visibility::Manager,
        "You answer quickly, and sometimes before the question is over.",
    ),
    (
        MEMBER,
        Kind::Suggestion,
        Visibility::Recipient,
        "Everybody here knows why you left your last employer. Think about who told us.",
    ),
];

const ANSWERED: &str = "Thank you. Which meeting do you think of? I want to begin there.";
const SAID_THEN: &str =
    "The planning on Mondays. Two of us have stopped preparing anything for it.";
const LOOK: &str = "This is nobody's business here, and it is meant to hurt.";

/// Some have drawn tickets in the month of the day before yesterday, and in this one; four texts
/// were written that day, and delivered the next. Of one its recipient asks more, and is answered
/// by the next delivery; another is flagged, and waits for a moderator.
pub async fn tell(
    call: &Call,
    manual: &ManualClock,
    company: &Company,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let directory = Directory::bounded(16 << 20);
    let at = |at: DateTime<Utc>| manual.advance(at - call.clock.now());
    at(now - TimeDelta::days(2));
    let mut tickets = draw_some(call, &directory, company).await?;
    let mut used = vec![];
    for (to, kind, visibility, text) in SAID {
        let input = Give {
            to: To::Members(vec![company.member(to)]),
            kind,
            visibility,
            text: text.into(),
            marks: vec![],
        };
        let ticket = tickets.pop().ok_or("the demo's tickets")?;
        let crowd = Box::new(crowd(call, &directory, company).await?);
        let bearer = Bearer { holder: Holder::Ticket(ticket.clone()), crowd };
        if let Err(errors) = give(call, &bearer, input).await.map_err(words_of)? {
            return Err(format!("the demo's story: {errors:?}"));
        }
        used.push(Bearer { holder: Holder::Code(ticket.code()), crowd: bearer.crowd });
    }
    at(now - TimeDelta::days(1));
    let midst = crowd(call, &directory, company).await?;
    deliver(call, &midst as &dyn Crowd, Pace::Daily).await.map_err(words_of)?;
    if let (Some(first), Some(last)) = (used.first(), used.last()) {
        converse(call, &directory, company, first).await?;
        flag(call, &directory, company, last).await?;
    }
    at(now);
    deliver(call, &midst as &dyn Crowd, Pace::Daily).await.map_err(words_of)?;
    draw_some(call, &directory, company).await.map(drop)
}

/// Its recipient replies by name, and its author by the code.
async fn converse(
    call: &Call,
    directory: &Directory,
    company: &Company,
    bearer: &Bearer,
) -> Result<(), Failure> {
    let about = delivered(call, bearer).await?;
    let (acting, _) = acting(call, directory, company, MANAGER).await?;
    let said = talk::reply::reply(&acting, about, ANSWERED.into(), None).await.map_err(words_of)?;
    said.map_err(|error| format!("the demo's reply: {error:?}"))?;
    let said = anonymous::reply(call, bearer, SAID_THEN.into()).await.map_err(words_of)?;
    said.map(drop).map_err(|error| format!("the demo's reply without a name: {error:?}"))
}

/// By its recipient; administrators decide.
async fn flag(
    call: &Call,
    directory: &Directory,
    company: &Company,
    bearer: &Bearer,
) -> Result<(), Failure> {
    let about = delivered(call, bearer).await?;
    let (acting, _) = acting(call, directory, company, MEMBER).await?;
    let why = Flag { reason: Reason::PersonalData, note: LOOK.into() };
    let flagged = flag_feedback(&acting, about, why).await.map_err(words_of)?;
    flagged.map_err(|error| format!("the demo's flag: {error:?}"))
}

async fn delivered(call: &Call, bearer: &Bearer) -> Result<FeedbackId, Failure> {
    let standing = anonymous::read(call, bearer).await.map_err(words_of)?;
    standing.and_then(|it| it.feedback).ok_or_else(|| "the demo's delivery".to_owned())
}

async fn acting(
    call: &Call,
    directory: &Directory,
    company: &Company,
    who: u32,
) -> Result<(Call, DirectoryPort), Failure> {
    let person = company.people[company.by_number[&who]].member.person;
    actor(call, directory, (company.founding.id, person)).await
}

/// One ticket of each who draws now; the personas have theirs still to draw.
async fn draw_some(
    call: &Call,
    directory: &Directory,
    company: &Company,
) -> Result<Vec<Ticket>, Failure> {
    let people = company.people.iter().map(|it| &it.member);
    let employees = people.filter(|it| it.kind == MemberKind::Employee);
    let mut tickets = vec![];
    for member in employees.skip(NOBODY_KNOWN).take(DRAWN) {
        let (acting, port) = actor(call, directory, (company.founding.id, member.person)).await?;
        match draw(&acting, &port, company.founding.id).await.map_err(words_of)? {
            Ok(drawn) => tickets.extend(drawn.tickets.into_iter().next()),
            Err(DrawError::AlreadyDrawn) => {}
            Err(error) => return Err(format!("the demo's tickets: {error:?}")),
        }
    }
    Ok(tickets)
}

async fn crowd(
    call: &Call,
    directory: &Directory,
    company: &Company,
) -> Result<CrowdPort, Failure> {
    let found = directory_unchecked(&call.db, directory, company.founding.id).await;
    let found = found.map_err(words_of)?;
    found.map(CrowdPort).ok_or_else(|| "the demo's company".to_owned())
}
