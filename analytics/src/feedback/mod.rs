//! How much feedback units receive, by closed month: what was given, which competencies it marked,
//! and how many received none for long. Only what was written under a name is counted, for of the
//! rest nobody knows how many wrote it.
//!
//! A job asks the gate once what may be told of a month that has ended ([`make`]); it is kept as it
//! was then.

mod authors;
mod count;
pub mod graphql;
pub mod make;
mod repo;
