//! What an organisation offers within: roles, projects, mentoring. Somebody notes that they are
//! interested and discusses it with who leads or coaches them; who offers it sees who is
//! interested, in an order that says nothing, and nothing of how they fit.

pub mod comment;
mod content;
pub(crate) mod entity;
mod filter;
pub mod graphql;
pub(crate) mod loader;
pub mod note;
pub mod offer;
pub(crate) mod policy;
pub(crate) mod repo;
pub mod share;
pub mod update;
pub mod withdraw;

use kernel::{Answer, Call, InterestId};

use self::entity::interest;

pub use self::{
    entity::opportunity::{Kind, State},
    filter::Filter,
};

/// The interest, if it is the caller's own.
async fn own(call: &Call, id: InterestId) -> Answer<Option<interest::Model>> {
    call.viewer.signed()?;
    let found = repo::interests::by_id(&call.db, &call.viewer, id).await?;
    Ok(found.filter(|row| policy::is_own(&call.viewer, row)))
}
