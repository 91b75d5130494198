use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use kernel::{Answer, Call, OrganizationId, Ref};

use super::{change, errors, parse};
use crate::{
    directory::Snapshots,
    organization::{UpdateOrganization, UpdateOrganizationError, update_organization},
};

#[derive(Default)]
pub struct UpdateOrganizationMutation;

#[Object]
impl UpdateOrganizationMutation {
    /// Visible to administrators. Changes what an organisation says about itself. For
    /// administrators of everybody, also while no licence is in force.
    #[graphql(visible = "super::to_administrators")]
    async fn update_organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateOrganizationInput,
    ) -> Answer<UpdateOrganizationPayload> {
        let organization = parse(&input.organization)?;
        let changed = UpdateOrganization {
            organization,
            version: input.version,
            name: input.name,
            controller: change(input.controller),
            processor: change(input.processor),
        };
        let done = update_organization(Call::of(ctx), changed).await?;
        if done.is_ok() {
            Snapshots::of(ctx).renew(Call::of(ctx), organization).await?;
        }
        let organization = done.as_ref().ok().copied().map(Ref);
        Ok(UpdateOrganizationPayload { organization, errors: errors(done) })
    }
}

/// What changes; what is not given stays.
#[derive(InputObject)]
struct UpdateOrganizationInput {
    /// Which.
    organization: ID,
    /// The version that was read; if somebody changed the organisation since, nothing is done.
    version: Option<i64>,
    /// What people call it, 1 to 200 characters.
    name: Option<String>,
    /// Who decides why and how personal data is processed here, 1 to 200 characters; null
    /// removes it.
    controller: MaybeUndefined<String>,
    /// Who processes it on the controller's behalf, 1 to 200 characters; null removes it.
    processor: MaybeUndefined<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct UpdateOrganizationPayload {
    /// The organisation as it is now; null, if nothing changed.
    organization: Option<Ref<OrganizationId>>,
    /// Why nothing changed.
    errors: Vec<UpdateOrganizationError>,
}
