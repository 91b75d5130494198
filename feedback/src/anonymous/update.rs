//! Setting the rules of anonymous writing in an organisation. What was promised holds: for what
//! is written already, a crowd may only grow.

use chrono::Days;
use kernel::{Answer, Call, Fault, OrganizationId, audit};

use super::{
    policy,
    repo::{self, write},
    setting::{CROWD, HOURS, MONTHLY_TICKETS, Setting},
};
use crate::Colleagues;

const ACTION: &str = "updateAnonymousWriting";

/// What is not given stays as it is.
#[derive(Clone, Copy, Debug)]
pub struct Update {
    pub organization: OrganizationId,
    /// As it was read.
    pub version: i64,
    pub monthly_tickets: Option<i64>,
    pub crowd: Option<i64>,
    pub delivery_hour: Option<i64>,
}

kernel::problems! {
    /// Why nothing was set.
    UpdateError as UpdateAnonymousWritingError, UpdateAnonymousWritingErrorCode {
        /// This organisation has no anonymous writing: it is no company, whose members see each
        /// other.
        NotOffered => ("organization", "There is no anonymous writing in this organisation."),
        /// It was changed since you read it: read it again.
        Stale => ("version", "It was changed in the meantime."),
        /// A member draws 1 to 100 tickets a month.
        TicketsOutOfRange => ("monthlyTickets", "A member draws 1 to 100 tickets a month."),
        /// A crowd is 3 to 100.
        CrowdOutOfRange => ("crowd", "A crowd is 3 to 100."),
        /// An hour is 0 to 23.
        HourOutOfRange => ("deliveryHour", "An hour is 0 to 23."),
    }
}

pub async fn update(
    call: &Call,
    colleagues: &dyn Colleagues,
    input: Update,
) -> Answer<Result<Setting, Vec<UpdateError>>> {
    let organization = input.organization;
    let place = call.viewer.place(organization)?;
    let may = if policy::may_set(place) { Ok(()) } else { Err(Fault::forbidden()) };
    audit::logged(call, organization, ACTION, may).await?;
    audit::licensed(call, organization, ACTION).await?;
    if !colleagues.is_company(organization) {
        return Ok(Err(vec![UpdateError::NotOffered]));
    }
    let read = repo::setting_unchecked(&call.db, organization).await?;
    if input.version != read.version {
        return Ok(Err(vec![UpdateError::Stale]));
    }
    let today = call.clock.now().date_naive();
    let next = Setting {
        monthly_tickets: input.monthly_tickets.unwrap_or(read.monthly_tickets),
        crowd: input.crowd.unwrap_or(read.crowd),
        delivery_hour: input.delivery_hour.unwrap_or(read.delivery_hour),
        // A delivery cannot be called for: another hour counts from tomorrow on.
        hour_before: read.hour_on(today),
        hour_from: today + Days::new(1),
        version: read.version + 1,
    };
    let problems = check(&next);
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let tx = call.db.begin().await?;
    if tx.write(write::set(&next.row(organization))).await? == 0 {
        tx.rollback().await?;
        return Ok(Err(vec![UpdateError::Stale]));
    }
    tx.write(audit::Entry::done(organization, ACTION, organization).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(next))
}

fn check(next: &Setting) -> Vec<UpdateError> {
    let checks = [
        (MONTHLY_TICKETS.contains(&next.monthly_tickets), UpdateError::TicketsOutOfRange),
        (CROWD.contains(&next.crowd), UpdateError::CrowdOutOfRange),
        (HOURS.contains(&next.delivery_hour), UpdateError::HourOutOfRange),
    ];
    checks.into_iter().filter(|(fits, _)| !fits).map(|(_, problem)| problem).collect()
}
