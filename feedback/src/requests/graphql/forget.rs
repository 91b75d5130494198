use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::by::FeedbackInvitationBy;
use crate::{
    loader::Loaders,
    requests::forget::{ForgetFeedbackExternalError, forget},
};

#[derive(Default)]
pub struct ForgetExternal;

#[Object]
impl ForgetExternal {
    /// Forgets somebody from outside who is or was asked: name, address and link are gone, and
    /// what they answered stays without its author. For who asked, and for whoever holds the
    /// link. Once more changes nothing.
    async fn forget_feedback_external(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: ForgetFeedbackExternalInput,
    ) -> Answer<ForgetFeedbackExternalPayload> {
        Loaders::of(ctx).forget();
        let forgotten = forget(Call::of(ctx), input.by.try_into()?).await?;
        Ok(ForgetFeedbackExternalPayload {
            forgotten: forgotten.is_ok(),
            errors: forgotten.err().into_iter().map(Into::into).collect(),
        })
    }
}

/// Who is forgotten.
#[derive(InputObject)]
struct ForgetFeedbackExternalInput {
    /// The invitation, for who asked; the link, for whoever holds it.
    by: FeedbackInvitationBy,
}

/// What came of it.
#[derive(SimpleObject)]
struct ForgetFeedbackExternalPayload {
    /// Whether they are forgotten.
    forgotten: bool,
    /// Why not.
    errors: Vec<ForgetFeedbackExternalError>,
}
