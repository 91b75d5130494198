//! What this context says of campaigns in GraphQL.

mod campaign;
mod change_campaign;
mod content;
mod create_campaign;
mod decline_mute;
mod delete_campaign;
mod forget;
mod guest;
mod invitation;
mod launch_campaign;
mod organization;
mod repeat_campaign;
mod shown;
mod update_campaign;

use std::{str::FromStr, sync::Arc};

use async_graphql::{Context, ID, MergedObject};
use kernel::{Answer, CampaignId, Fault, IdempotencyKey, Ref};

pub(crate) use self::content::{CampaignAttributeKind, CampaignMode};
pub use self::{
    campaign::CampaignFields, invitation::CampaignInvitationFields,
    organization::OrganizationCampaigns,
};
use super::{
    Audience, Made, campaign as row,
    loader::{Loaders, Read},
};

/// What people do with campaigns.
#[derive(MergedObject, Default)]
pub struct CampaignMutation(
    create_campaign::CreateCampaign,
    update_campaign::UpdateCampaign,
    delete_campaign::DeleteCampaign,
    launch_campaign::LaunchCampaign,
    change_campaign::ChangeCampaign,
    repeat_campaign::RepeatCampaign,
    guest::Guests,
    decline_mute::DeclineCampaignOrMute,
    forget::ForgetGuest,
);

fn audience<'a>(ctx: &Context<'a>) -> &'a dyn Audience {
    &**ctx.data_unchecked::<Box<dyn Audience>>()
}

/// An id of this kind. That it is well formed says nothing of what it names.
fn id<I: FromStr>(text: &ID) -> Answer<I> {
    text.parse().map_err(|_| Fault::bad_input("This is not an id of this kind."))
}

fn key(text: Option<String>) -> Answer<Option<IdempotencyKey>> {
    text.map(IdempotencyKey::try_new).transpose()
}

/// What was just written is read back from here, not from the database.
fn fed(ctx: &Context<'_>, row: row::Model) -> Ref<CampaignId> {
    let id = row.id;
    Loaders::of(ctx).rows.feed([(id, Arc::new(row))]);
    Ref(id)
}

/// What was made, or what was made before and still exists for the viewer.
async fn made(ctx: &Context<'_>, made: Made) -> Answer<Option<Ref<CampaignId>>> {
    match made {
        Made::Now(row) => Ok(Some(fed(ctx, *row))),
        Made::Before(id) => Ok(Read::of(ctx).campaign(id).await?.map(|_| Ref(id))),
    }
}
