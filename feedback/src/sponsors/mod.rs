//! Who pays for a coach's client without employing them: a sponsor. Of the client they read
//! what the client released, section by section, while it is; each reading is noted, and the
//! client reads the notes.

pub mod end;
pub(crate) mod entity;
pub mod graphql;
pub(crate) mod loader;
pub(crate) mod policy;
pub mod release;
pub(crate) mod repo;
pub mod start;

use kernel::{Answer, Call, SponsorshipId};

use self::{entity::sponsorship::Model, policy::Side};

pub use self::entity::release::Section;

/// The sponsorship, if it exists for the caller, and what they have to do with it.
async fn found(call: &Call, id: SponsorshipId) -> Answer<Option<(Model, Side)>> {
    call.viewer.signed()?;
    let row = repo::by_id(&call.db, &call.viewer, id).await?;
    Ok(row.and_then(|row| policy::side(&call.viewer, &row).map(|side| (row, side))))
}
