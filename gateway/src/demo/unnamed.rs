//! What was said in the company without a name. Who said it nobody can tell, the demo neither.

use chrono::{DateTime, TimeDelta, Utc};
use feedback::{
    Give, Kind, To, Visibility,
    anonymous::{Bearer, Crowd, DrawError, Pace, deliver, draw, give},
};
use identity::{Directory, directory_unchecked};
use kernel::{Call, Holder, ManualClock, MemberKind, Ticket};

use super::{
    company::{Company, MANAGER, MEMBER},
    story::actor,
    world::words_of,
};
use crate::{cli::Failure, ports::CrowdPort};

/// How many have drawn tickets: more than must have been able to write something.
const DRAWN: usize = 14;
/// After whom employees come who are no persona.
const NOBODY_KNOWN: usize = 20;

const SAID: [(u32, Kind, Visibility, &str); 3] = [
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
];

/// Some have drawn tickets in the month of the day before yesterday, and in this one; three texts
/// were written that day, and delivered the next.
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
        let bearer = Bearer { holder: Holder::Ticket(ticket), crowd };
        if let Err(errors) = give(call, &bearer, input).await.map_err(words_of)? {
            return Err(format!("the demo's story: {errors:?}"));
        }
    }
    at(now - TimeDelta::days(1));
    let crowd = crowd(call, &directory, company).await?;
    deliver(call, &crowd as &dyn Crowd, Pace::Daily).await.map_err(words_of)?;
    at(now);
    draw_some(call, &directory, company).await.map(drop)
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
