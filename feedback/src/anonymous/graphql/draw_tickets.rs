use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Date};

use super::promise::AnonymousPromise;
use crate::{
    anonymous::{
        PROMISE,
        draw::{DrawTicketsError, draw},
    },
    graphql::{colleagues, id},
};

#[derive(Default)]
pub struct DrawTickets;

#[Object]
impl DrawTickets {
    /// Draws your tickets of this month, all at once: each is good for writing once without a
    /// name. They are told here and never again. Draw them at your first sign-in of a month,
    /// whether you use them or not: the more have drawn, the less a text tells of its author.
    async fn draw_tickets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where.")] input: DrawTicketsInput,
    ) -> Answer<DrawTicketsPayload> {
        let call = Call::of(ctx);
        let drawn = draw(call, colleagues(ctx), id(&input.organization)?).await?;
        Ok(match drawn {
            Ok(drawn) => DrawTicketsPayload {
                tickets: drawn.tickets.iter().map(|it| it.reveal(&call.secret)).collect(),
                good_until: Some(Date(drawn.month.last())),
                promise: AnonymousPromise::of(PROMISE),
                errors: vec![],
            },
            Err(error) => DrawTicketsPayload {
                tickets: vec![],
                good_until: None,
                promise: None,
                errors: vec![error.into()],
            },
        })
    }
}

/// Where tickets are drawn.
#[derive(InputObject)]
struct DrawTicketsInput {
    /// A company of yours.
    organization: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct DrawTicketsPayload {
    /// To be sent as `Authorization: Ticket …`, each once, without a session and without cookies.
    tickets: Vec<String>,
    /// The last day on which something can be written with them, in UTC.
    good_until: Option<Date>,
    /// What is promised to whoever uses one.
    promise: Option<AnonymousPromise>,
    /// Why none were drawn.
    errors: Vec<DrawTicketsError>,
}
