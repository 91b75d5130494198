//! Interactions: who is tied to whom by what they did in the product, never by what they said.
//!
//! [`measure`] computes, [`build`] makes a snapshot of each month that has ended, once, and what the
//! gate lets through of it is all that is ever answered; a person is told of their own ties besides.

pub mod build;
pub mod cancel;
mod compute;
mod entity;
pub mod graphql;
pub mod measure;
mod months;
mod policy;
mod repo;
pub mod restart;

pub use self::{
    compute::{Computed, Gathered, Own, Person, computed},
    entity::snapshot::State,
};
