use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::id;
use crate::campaigns::{
    delete::{DeleteCampaignError, delete},
    loader::Loaders,
};

#[derive(Default)]
pub struct DeleteCampaign;

#[Object]
impl DeleteCampaign {
    /// Throws a draft away; what was launched stays. For who made it, and for administrators of
    /// everybody.
    async fn delete_campaign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: DeleteCampaignInput,
    ) -> Answer<DeleteCampaignPayload> {
        Loaders::of(ctx).forget();
        Ok(match delete(Call::of(ctx), id(&input.campaign)?, input.version).await? {
            Ok(id) => {
                DeleteCampaignPayload { deleted: Some(id.to_string().into()), errors: vec![] }
            }
            Err(error) => DeleteCampaignPayload { deleted: None, errors: vec![error.into()] },
        })
    }
}

/// Which draft is thrown away.
#[derive(InputObject)]
struct DeleteCampaignInput {
    /// Which.
    campaign: ID,
    /// As you read it.
    version: i64,
}

/// What came of it.
#[derive(SimpleObject)]
struct DeleteCampaignPayload {
    /// The id it had; null, if it was not deleted.
    deleted: Option<ID>,
    /// Why it was not deleted.
    errors: Vec<DeleteCampaignError>,
}
