//! What this context says of results in GraphQL.

mod list;
mod quality;
mod reading;
mod recognise_result;
mod recognition;
mod recompute_result;
mod release_result;
mod report;
mod result;
mod scale;
mod set_campaign_scoring;
mod source;

use std::{str::FromStr, sync::Arc};

use async_graphql::{Context, ID, MergedObject};
use kernel::{Answer, AssessmentResultId, Fault, Ref};

pub use self::{
    list::{MembershipResults, OrganizationResults, UserResults},
    result::AssessmentResultFields,
};
use super::{entity::result::Model, loader::Loaders};

/// What people do with results.
#[derive(MergedObject, Default)]
pub struct ResultMutation(
    release_result::ReleaseResult,
    recompute_result::RecomputeResult,
    recognise_result::RecogniseResult,
    set_campaign_scoring::SetCampaignScoring,
);

/// An id of this kind. That it is well formed says nothing of what it names.
fn id<I: FromStr>(text: &ID) -> Answer<I> {
    text.parse().map_err(|_| Fault::bad_input("This is not an id of this kind."))
}

/// What was just written is read back from here, not from the database.
fn fed(ctx: &Context<'_>, row: Model) -> Ref<AssessmentResultId> {
    let id = row.id;
    Loaders::of(ctx).rows.feed([(id, Arc::new(row))]);
    Ref(id)
}
