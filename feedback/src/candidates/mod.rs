//! People from outside who are under evaluation: taken in by an administrator, written about only
//! with their consent, which a link asks them for, and erased with all that was written about
//! them on their last day, or as soon as they take their consent back.

pub(crate) mod content;
pub(crate) mod entity;
pub mod erase;
pub mod evaluate;
pub mod form;
pub mod graphql;
pub mod letter;
mod link;
pub(crate) mod loader;
pub(crate) mod policy;
pub mod register;
pub(crate) mod repo;

use chrono::{DateTime, TimeDelta, Utc};

use self::entity::candidate::Model;

/// So long they are waited for; who says nothing is erased.
pub const WAITED_FOR: TimeDelta = TimeDelta::days(14);

/// How it stands with a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// They were asked for their consent, and have not said anything.
    Asked,
    /// They can be written about.
    Consented,
    /// Their last day is over; they are about to be erased.
    Over,
}

impl Standing {
    /// What is over here is what is swept away.
    pub(crate) fn of(row: &Model, now: DateTime<Utc>) -> Self {
        match row.consented_at {
            _ if row.expires_on < now.date_naive() => Self::Over,
            None if row.asked_at + WAITED_FOR < now => Self::Over,
            None => Self::Asked,
            Some(_) => Self::Consented,
        }
    }
}
