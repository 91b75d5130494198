//! What this context says of interactions in GraphQL.

mod build;
mod interactions;
mod manage;
mod membership;
mod month;
mod number;
mod organization;
mod page;
mod shown;
mod unit;

use async_graphql::MergedObject;

pub use self::{membership::MembershipInteractions, organization::OrganizationInteractions};

/// What administrators do with interactions.
#[derive(MergedObject, Default)]
pub struct InteractionMutation(manage::CancelInteractionBuild, manage::RestartInteractionBuild);
