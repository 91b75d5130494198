//! Asking for feedback: about oneself, a report or somebody in scope; of colleagues, of a group,
//! or of people from outside, who answer by a link without an account. Whoever is asked is told
//! beforehand who will read it, and may decline. What is answered is feedback like any other.

pub mod answer;
pub mod ask;
mod by;
pub mod close;
pub(crate) mod content;
pub mod decline;
pub mod doorstep;
pub(crate) mod entity;
pub mod forget;
pub mod form;
pub mod graphql;
pub mod letter;
mod link;
pub(crate) mod loader;
pub mod mute;
pub(crate) mod policy;
pub mod refuse;
pub mod remind;
pub(crate) mod repo;
pub mod revoke;
mod schedule;
pub mod templates;
pub mod told;

use async_graphql::Data;
use chrono::NaiveDate;
use kernel::{Answer, Call, FeedbackInvitationId, FeedbackRequestId};

use self::entity::invitation::{Model, State};

pub use self::{
    by::By,
    content::{Question, Said, Wants},
    doorstep::{Doorstep, House, Notice, Resident},
};

/// Puts what is asked behind a link beside a request.
pub fn attach(data: &mut Data, doorstep: Box<dyn Doorstep>) {
    data.insert(doorstep);
}

/// How it stands with somebody who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    Open,
    Answered,
    Declined,
    Expired,
    Closed,
}

impl Standing {
    pub(crate) fn of(row: &Model, today: NaiveDate) -> Self {
        match row.state {
            State::Open if schedule::is_over(row.due_on, today) => Self::Expired,
            State::Open => Self::Open,
            State::Answered => Self::Answered,
            State::Declined => Self::Declined,
            State::Closed => Self::Closed,
        }
    }
}

/// As whom the caller is asked by a request; none, if they are not.
pub async fn own_invitation(
    call: &Call,
    request: FeedbackRequestId,
) -> Answer<Option<FeedbackInvitationId>> {
    call.viewer.signed()?;
    let found = repo::invitations::own(&call.db, &call.viewer, vec![request]).await?;
    Ok(found.first().map(|row| row.id))
}

/// The invitation, if it was the caller who asked.
async fn asked_by_caller(call: &Call, id: FeedbackInvitationId) -> Answer<Option<Model>> {
    call.viewer.signed()?;
    let found = repo::invitations::by_id(&call.db, &call.viewer, id).await?;
    Ok(found.filter(|row| policy::asked_by(&call.viewer, row)))
}
