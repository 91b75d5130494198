//! What this context says of anonymous writing in GraphQL.

mod anonymous_feedback;
mod anonymous_reply;
mod conversation;
mod draw_tickets;
mod edit_anonymous_feedback;
mod edit_anonymous_reply;
mod give_anonymous_feedback;
mod promise;
mod receipt;
mod reply_anonymously;
mod update_anonymous_writing;
mod withdraw_anonymous_feedback;
mod withdraw_anonymous_reply;
mod writing;

use async_graphql::{Context, MergedObject};
use kernel::{Answer, Call};

pub use self::{anonymous_feedback::AnonymousQuery, writing::OrganizationAnonymousWriting};
use super::{Bearer, Pace, ticket_needed};

/// What people do without a name, and what lets them.
#[derive(MergedObject, Default)]
pub struct AnonymousMutation(
    draw_tickets::DrawTickets,
    update_anonymous_writing::UpdateAnonymousWriting,
    give_anonymous_feedback::GiveAnonymousFeedback,
    edit_anonymous_feedback::EditAnonymousFeedback,
    withdraw_anonymous_feedback::WithdrawAnonymousFeedback,
    reply_anonymously::ReplyAnonymously,
    edit_anonymous_reply::EditAnonymousReply,
    withdraw_anonymous_reply::WithdrawAnonymousReply,
);

/// The root fields that are for whoever comes with a ticket or a code, and the only ones for them.
pub const FIELDS: [&str; 7] = [
    "anonymousFeedback",
    "giveAnonymousFeedback",
    "editAnonymousFeedback",
    "withdrawAnonymousFeedback",
    "replyAnonymously",
    "editAnonymousReply",
    "withdrawAnonymousReply",
];

/// Who comes without a session, or the refusal to be answered. Nobody is both.
fn bearer<'a>(ctx: &Context<'a>) -> Answer<&'a Bearer> {
    let bearer = ctx.data_opt::<Bearer>().ok_or_else(ticket_needed)?;
    if Call::of(ctx).viewer.person.is_some() {
        return Err(ticket_needed());
    }
    Ok(bearer)
}

fn pace(ctx: &Context<'_>) -> Pace {
    ctx.data_opt().copied().unwrap_or_default()
}
