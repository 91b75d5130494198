//! Read models: numbers about people, told without telling of a person.

pub mod disclosure;
pub mod network;

use kernel::{OrganizationId, UnitId};
use std::collections::HashSet;

pub use self::network::graphql::{
    InteractionMutation, MembershipInteractions, OrganizationInteractions,
};

/// What this context must know of the directory, for the viewer of one request.
pub trait Structure: Send + Sync {
    /// The units, with all below them, that the viewer administers as an administrator of a part.
    fn administered(&self, organization: OrganizationId) -> HashSet<UnitId>;
    /// Whether a unit exists for the viewer, as it does by its id.
    fn shows_unit(&self, unit: UnitId) -> bool;
}
