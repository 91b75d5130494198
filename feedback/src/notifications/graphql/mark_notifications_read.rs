use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, OrganizationId, Ref};

use crate::{
    graphql::id,
    loader::Loaders,
    notifications::mark::{MarkNotificationsReadError, mark},
};

#[derive(Default)]
pub struct MarkNotificationsRead;

#[Object]
impl MarkNotificationsRead {
    /// Says that you have read what you were told, with all that was put together with it. Once
    /// more changes nothing.
    async fn mark_notifications_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where, and which.")] input: MarkNotificationsReadInput,
    ) -> Answer<MarkNotificationsReadPayload> {
        Loaders::of(ctx).forget();
        let organization = id(&input.organization)?;
        let some = input.notifications.map(|some| some.iter().map(id).collect()).transpose()?;
        match mark(Call::of(ctx), organization, some).await? {
            Ok(()) => {
                let organization = Some(Ref(organization));
                Ok(MarkNotificationsReadPayload { organization, errors: vec![] })
            }
            Err(error) => {
                let errors = vec![error.into()];
                Ok(MarkNotificationsReadPayload { organization: None, errors })
            }
        }
    }
}

/// What was read.
#[derive(InputObject)]
struct MarkNotificationsReadInput {
    /// Where.
    organization: ID,
    /// Which, at most 100; all of yours there, if this is left out.
    notifications: Option<Vec<ID>>,
}

/// What came of it.
#[derive(SimpleObject)]
struct MarkNotificationsReadPayload {
    /// Where, as it is now; null, if nothing was marked because of an error.
    organization: Option<Ref<OrganizationId>>,
    /// Why nothing was marked.
    errors: Vec<MarkNotificationsReadError>,
}
