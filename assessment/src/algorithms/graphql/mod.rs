//! What this context says of algorithms in GraphQL.

mod algorithm;
mod load_algorithm;
mod organization;
mod retire_algorithm;

use std::str::FromStr;

use async_graphql::{ID, MergedObject};
use kernel::{Answer, Fault};

pub use self::{algorithm::AlgorithmFields, organization::OrganizationAlgorithms};

/// What people do with algorithms.
#[derive(MergedObject, Default)]
pub struct AlgorithmMutation(load_algorithm::LoadAlgorithm, retire_algorithm::RetireAlgorithm);

/// An id of this kind. That it is well formed says nothing of what it names.
fn id<I: FromStr>(text: &ID) -> Answer<I> {
    text.parse().map_err(|_| Fault::bad_input("This is not an id of this kind."))
}
