use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Date, Month, OrganizationId};

use super::build::InteractionBuild;
use crate::network::{
    cancel::{CancelInteractionBuildError, cancel},
    restart::{RestartInteractionBuildError, restart},
};

#[derive(Default)]
pub struct CancelInteractionBuild;

#[Object]
impl CancelInteractionBuild {
    /// Visible to administrators of everybody. Ends the building of a month's snapshot; nobody
    /// begins with it again until somebody asks. Once more changes nothing.
    #[graphql(visible = "super::shown::to_managers_of_interactions")]
    async fn cancel_interaction_build(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: CancelInteractionBuildInput,
    ) -> Answer<CancelInteractionBuildPayload> {
        let month = Month::with(input.month.0).first();
        Ok(match cancel(Call::of(ctx), organization(&input.organization)?, month).await? {
            Ok(row) => CancelInteractionBuildPayload { build: Some(row.into()), errors: vec![] },
            Err(error) => CancelInteractionBuildPayload { build: None, errors: vec![error.into()] },
        })
    }
}

/// Which snapshot is not to be built.
#[derive(InputObject)]
struct CancelInteractionBuildInput {
    /// Of which organisation.
    organization: ID,
    /// A day of the month.
    month: Date,
}

/// What came of it.
#[derive(SimpleObject)]
struct CancelInteractionBuildPayload {
    /// As it is now; null, if it goes on.
    build: Option<InteractionBuild>,
    /// Why it goes on.
    errors: Vec<CancelInteractionBuildError>,
}

#[derive(Default)]
pub struct RestartInteractionBuild;

#[Object]
impl RestartInteractionBuild {
    /// Visible to administrators of everybody. Asks for a month's snapshot that was given up; it is
    /// begun with within the hour. Once more changes nothing.
    #[graphql(visible = "super::shown::to_managers_of_interactions")]
    async fn restart_interaction_build(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RestartInteractionBuildInput,
    ) -> Answer<RestartInteractionBuildPayload> {
        let month = Month::with(input.month.0).first();
        Ok(match restart(Call::of(ctx), organization(&input.organization)?, month).await? {
            Ok(row) => RestartInteractionBuildPayload { build: Some(row.into()), errors: vec![] },
            Err(error) => {
                RestartInteractionBuildPayload { build: None, errors: vec![error.into()] }
            }
        })
    }
}

/// Which snapshot is to be built after all.
#[derive(InputObject)]
struct RestartInteractionBuildInput {
    /// Of which organisation.
    organization: ID,
    /// A day of the month.
    month: Date,
}

/// What came of it.
#[derive(SimpleObject)]
struct RestartInteractionBuildPayload {
    /// As it is now; null, if it is not built anew.
    build: Option<InteractionBuild>,
    /// Why not.
    errors: Vec<RestartInteractionBuildError>,
}

/// An id of this kind. That it is well formed says nothing of what it names.
fn organization(text: &ID) -> Answer<OrganizationId> {
    text.parse().map_err(|_| kernel::wanted::<OrganizationId>(text))
}
