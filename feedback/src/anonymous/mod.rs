//! Writing without a name: tickets are drawn by who is signed in, and everything later is done
//! with a ticket, or with the code of what was written with one, and without a session. What is
//! written waits in a pool without times and is delivered once a day, in an order that tells
//! nothing. See `docs/adr/anonymous-writing.md` for what that protects, and what it does not.

mod content;
pub mod conversation;
pub mod deliver;
pub mod draw;
pub mod edit;
pub mod edit_reply;
pub(crate) mod entity;
pub mod give;
pub mod graphql;
pub mod mix;
mod policy;
mod promise;
pub mod read;
pub mod reply;
pub(crate) mod repo;
mod seal;
mod setting;
pub mod sweep;
pub mod update;
pub mod withdraw;
pub mod withdraw_reply;

use async_graphql::{Context, Data};
use chrono::NaiveDate;
use kernel::{Answer, Code, Fault, GroupId, Holder, MembershipId, OrganizationId, Ticket, UnitId};

pub use self::{
    content::Content,
    conversation::{Said, Which},
    deliver::{deliver, pass_over},
    draw::{DrawError, Drawn, draw},
    edit::{Edit, edit},
    edit_reply::edit_reply,
    entity::thread::State as Delivered,
    give::{Receipt, give},
    graphql::FIELDS,
    mix::mix,
    promise::PROMISE,
    read::{Standing, read},
    reply::{MOST_A_DAY, reply},
    repo::{due, is_used, waiting_unchecked},
    setting::{CROWD, HOURS, LEAST_CROWD, MONTHLY_TICKETS, Setting},
    sweep::sweep,
    update::{Update, update},
    withdraw::withdraw,
    withdraw_reply::withdraw_reply,
};

#[cfg(feature = "testing")]
pub use self::seal::label;

/// What anonymous writing must know of the directory of one organisation, for nobody in
/// particular: who comes with a ticket has no place of their own.
pub trait Crowd: Send + Sync {
    fn organization(&self) -> OrganizationId;
    /// Whether the organisation's licence is in force on a day.
    fn is_licensed(&self, day: NaiveDate) -> bool;
    /// Whether somebody takes part now and is no external: such members may draw tickets, and
    /// each of them may write to each other one.
    fn takes_part(&self, member: MembershipId) -> bool;
    /// Whom a member reports to now.
    fn manager_of(&self, member: MembershipId) -> Option<MembershipId>;
    /// What a member is called.
    fn name_of(&self, member: MembershipId) -> Option<String>;
    /// The present members of a group, if there is one.
    fn group(&self, group: GroupId) -> Option<Vec<MembershipId>>;
    /// The present members of a unit and of all below it, if there is one.
    fn unit(&self, unit: UnitId) -> Option<Vec<MembershipId>>;
}

/// Who asks without saying who they are, and in whose midst.
pub struct Bearer {
    pub holder: Holder,
    pub crowd: Box<dyn Crowd>,
}

impl Bearer {
    /// The ticket, which writing needs; a code opens only what was written.
    fn ticket(&self) -> Answer<&Ticket> {
        match &self.holder {
            Holder::Ticket(ticket) => Ok(ticket),
            Holder::Code(_) => Err(ticket_needed()),
        }
    }
}

fn ticket_needed() -> Fault {
    Fault::new(Code::Unauthenticated, "Come with a ticket, and without a session.")
}

/// When what was written is delivered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// Once a day, at the hour that the organisation set.
    #[default]
    Daily,
    /// As soon as possible, for a demonstration: the time then tells when it was written.
    AtOnce,
}

/// Puts who comes with a ticket beside a request.
pub fn attach(data: &mut Data, bearer: Bearer) {
    data.insert(bearer);
}

/// Whether a request is made with a ticket or a code, and without a session.
pub fn is_bearer(ctx: &Context<'_>) -> bool {
    ctx.data_opt::<Bearer>().is_some()
}
