//! Read models: numbers about people, told without telling of a person.
//!
//! What other contexts know is read from the views that migrations publish. Whatever counts people
//! passes the gate of [`disclosure`]; [`dashboards`] keep what it released of each campaign at its
//! close, and answer from that alone. [`feedback`] does the same for each month of feedback that has
//! ended, and [`network`] of who is tied to whom, month by month.

pub mod dashboards;
pub mod disclosure;
mod engagement;
pub mod feedback;
pub mod network;

use std::collections::HashSet;

use async_graphql::{Context, Data};
use kernel::{OrganizationId, UnitId};

pub use self::{
    dashboards::graphql::CampaignAnalytics,
    feedback::graphql::OrganizationFeedbackNumbers,
    network::graphql::{InteractionMutation, MembershipInteractions, OrganizationInteractions},
};

/// What this context must know of the directory, for the viewer of one request.
pub trait Structure: Send + Sync {
    /// The units, with all below them, that the viewer administers as an administrator of a part.
    fn administered(&self, organization: OrganizationId) -> HashSet<UnitId>;
    /// Whether a unit exists for the viewer, as it does by its id.
    fn shows_unit(&self, unit: UnitId) -> bool;
}

fn structure<'a>(ctx: &Context<'a>) -> &'a dyn Structure {
    ctx.data_unchecked::<Box<dyn Structure>>().as_ref()
}

/// What was read for the viewer of before is read anew for the one of now.
pub fn forget(ctx: &Context<'_>) {
    dashboards::loader::Loaders::of(ctx).forget();
}

/// Puts what this context's resolvers need beside a request.
pub fn attach(data: &mut Data, structure: Box<dyn Structure>) {
    data.insert(structure);
    data.insert(dashboards::loader::Loaders::default());
}
