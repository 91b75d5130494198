//! What this context says of sponsors in GraphQL.

mod list;
mod reading;
mod release;
mod released;
mod sponsorship;
mod start_end;

use async_graphql::MergedObject;

pub use self::{list::OrganizationSponsorships, sponsorship::SponsorshipFields};

/// What coaches and clients do about sponsors.
#[derive(MergedObject, Default)]
pub struct SponsorMutation(release::ReleaseToSponsor, start_end::StartEndSponsorship);
