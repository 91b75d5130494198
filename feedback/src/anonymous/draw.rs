//! Drawing the tickets of a month. Quota and entitlement end here: whoever has a ticket is one
//! of those who drew.

use kernel::{Answer, Call, Month, OrganizationId, Ticket, audit};

use super::{
    entity::drawing,
    policy,
    repo::{self, write},
};
use crate::Colleagues;

const ACTION: &str = "drawTickets";

kernel::problems! {
    /// Why no tickets were drawn.
    DrawError as DrawTicketsError, DrawTicketsErrorCode {
        /// This organisation has no anonymous writing: it is no company, whose members see each
        /// other.
        NotOffered => ("organization", "There is no anonymous writing in this organisation."),
        /// You drew the tickets of this month before, and they are not kept.
        AlreadyDrawn => ("organization", "You have drawn the tickets of this month."),
    }
}

/// The tickets of a month. They are told once: nothing of them is kept.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub tickets: Vec<Ticket>,
    pub month: Month,
}

/// All tickets of this month at once. What is kept is that the member drew them.
pub async fn draw(
    call: &Call,
    colleagues: &dyn Colleagues,
    organization: OrganizationId,
) -> Answer<Result<Drawn, DrawError>> {
    let place = call.viewer.place(organization)?;
    let may = if policy::may_draw(place) { Ok(()) } else { Err(kernel::Fault::forbidden()) };
    audit::logged(call, organization, ACTION, may).await?;
    audit::licensed(call, organization, ACTION).await?;
    if !colleagues.is_company(organization) {
        return Ok(Err(DrawError::NotOffered));
    }
    let month = Month::of(call.clock.now());
    let setting = repo::setting_unchecked(&call.db, organization).await?;
    let tx = call.db.begin().await?;
    let (organization_id, membership_id) = (organization, place.member);
    let row = drawing::Model { organization_id, month: month.first(), membership_id };
    if tx.write(write::drawn(row)).await? == 0 {
        tx.rollback().await?;
        return Ok(Err(DrawError::AlreadyDrawn));
    }
    tx.write(audit::Entry::done(organization, ACTION, place.member).by(call)).await?;
    tx.commit().await?;
    let one = |_| Ticket::draw(&call.clock, organization, month);
    Ok(Ok(Drawn { tickets: (0..setting.monthly_tickets).map(one).collect(), month }))
}
