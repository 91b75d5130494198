//! What people want to become or to reach: goals with milestones, progress and evidence. A
//! goal is its owner's, who decides whether the manager or the coach reads it too.

mod content;
pub mod create;
pub(crate) mod entity;
mod filter;
pub mod graphql;
pub(crate) mod loader;
pub(crate) mod policy;
pub(crate) mod repo;
pub mod share;
pub mod show;
pub mod update;

use kernel::{Answer, Call, CompetencyId, GoalId, OrganizationId};

use self::entity::goal;

pub use self::{
    content::{Milestone, Shared},
    entity::goal::State,
    filter::{Filter, States},
};

/// The goal, if it is the caller's own.
async fn own(call: &Call, id: GoalId) -> Answer<Option<goal::Model>> {
    call.viewer.signed()?;
    let found = repo::by_id(&call.db, &call.viewer, id).await?;
    Ok(found.filter(|row| policy::is_owner(&call.viewer, row)))
}

/// Whether a goal may be about this competency: one of the organisation's, in use.
async fn is_competency(
    call: &Call,
    organization: OrganizationId,
    id: Option<CompetencyId>,
) -> Answer<bool> {
    let Some(id) = id else { return Ok(true) };
    let found = crate::repo::competency::by_id(&call.db, &call.viewer, id).await?;
    Ok(found.is_some_and(|it| it.organization_id == organization && !it.archived))
}
