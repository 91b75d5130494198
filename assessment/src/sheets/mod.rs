//! Answering: the sheet that somebody fills in, and what becomes of it.
//!
//! Whoever is invited has one sheet. In an identified campaign and in a confidential one it stands
//! under the invitation; in an anonymous one it is written with a ticket and without a session, and
//! nothing leads from it to whoever drew the ticket. Until the close it can be withdrawn; with the
//! close what was not submitted is erased, and from then on nothing is written. See
//! `docs/answering.md`.

pub mod by;
mod desk;
pub mod doorstep;
pub(crate) mod entity;
pub mod form;
pub mod graphql;
pub mod mix;
pub mod open;
mod outcome;
pub mod page;
pub mod preview;
mod repo;
pub mod save;
pub mod settle;
mod standing;
pub mod start;
pub mod submit;
mod traits;
pub mod withdraw;

use async_graphql::{Context, Data};
use kernel::{Answer, Call, CampaignInvitationId, CampaignTicket};

pub use self::{
    by::By,
    doorstep::{Doorstep, House, Notice},
    entity::{answer, clock, draft, sheet},
    form::{Form, form},
    graphql::FIELDS,
    mix::{mix, unsettled_unchecked},
    open::open,
    page::{Change, Kept, MOST_ANSWERS, Page},
    preview::preview,
    save::save,
    settle::settle,
    standing::Standing,
    start::start,
    submit::submit,
    withdraw::withdraw,
};

/// Who asks without saying who they are.
struct Bearer(CampaignTicket);

/// Whether the caller is who is invited.
pub(crate) async fn is_own(call: &Call, id: CampaignInvitationId) -> Answer<bool> {
    call.viewer.signed()?;
    Ok(repo::own(&call.db, &call.viewer, id).await?.is_some())
}

/// Puts what is known of organisations beside a request.
pub fn attach(data: &mut Data, doorstep: Box<dyn Doorstep>) {
    data.insert(doorstep);
}

/// Puts a ticket beside a request that has no session.
pub fn attach_ticket(data: &mut Data, ticket: CampaignTicket) {
    data.insert(Bearer(ticket));
}

/// Whether a request is made with a ticket of a campaign, and without a session.
pub fn is_bearer(ctx: &Context<'_>) -> bool {
    ctx.data_opt::<Bearer>().is_some()
}
