//! What campaigns say of units and of the whole, made once at their close and answered from there.
//!
//! A job asks the gate what may be released of a campaign that is over ([`make`]); what it said is
//! kept, one row for each view of the plan. Whoever reads a dashboard sees those views that lie in
//! their reach, and of each the numbers that were fixed then: nothing is counted per request.

mod comments;
mod frame;
mod gather;
mod given;
pub mod graphql;
pub(crate) mod loader;
pub mod make;
mod numbers;
mod policy;
mod questions;
mod repo;
mod scene;
mod taking_part;
