use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, FeedbackInvitationId, FeedbackRequestId, Ref};

use crate::{
    graphql::id,
    loader::Loaders,
    requests::{
        close::{CloseFeedbackRequestError, close},
        revoke::{RevokeFeedbackInvitationError, revoke},
    },
};

#[derive(Default)]
pub struct Settle;

#[Object]
impl Settle {
    /// Asks nobody any more. What was answered stays; who did not answer is told that it is
    /// closed. For who asked; once more changes nothing.
    async fn close_feedback_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: CloseFeedbackRequestInput,
    ) -> Answer<CloseFeedbackRequestPayload> {
        Loaders::of(ctx).forget();
        match close(Call::of(ctx), id(&input.request)?).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).requests.rows.feed([(id, Arc::new(row))]);
                Ok(CloseFeedbackRequestPayload { request: Some(Ref(id)), errors: vec![] })
            }
            Err(error) => {
                Ok(CloseFeedbackRequestPayload { request: None, errors: vec![error.into()] })
            }
        }
    }

    /// Takes a request back from one of those who are asked; a link opens nothing any more. For
    /// who asked; once more changes nothing.
    async fn revoke_feedback_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RevokeFeedbackInvitationInput,
    ) -> Answer<RevokeFeedbackInvitationPayload> {
        Loaders::of(ctx).forget();
        match revoke(Call::of(ctx), id(&input.invitation)?).await? {
            Ok(row) => {
                let id = row.id;
                Loaders::of(ctx).requests.invitations.feed([(id, Arc::new(row))]);
                Ok(RevokeFeedbackInvitationPayload { invitation: Some(Ref(id)), errors: vec![] })
            }
            Err(error) => {
                Ok(RevokeFeedbackInvitationPayload { invitation: None, errors: vec![error.into()] })
            }
        }
    }
}

/// Which request is closed.
#[derive(InputObject)]
struct CloseFeedbackRequestInput {
    /// Which.
    request: ID,
}

/// From whom a request is taken back.
#[derive(InputObject)]
struct RevokeFeedbackInvitationInput {
    /// Which.
    invitation: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct CloseFeedbackRequestPayload {
    /// As it is now; null, if there is none of yours.
    request: Option<Ref<FeedbackRequestId>>,
    /// Why it stands as it did.
    errors: Vec<CloseFeedbackRequestError>,
}

/// What came of it.
#[derive(SimpleObject)]
struct RevokeFeedbackInvitationPayload {
    /// As it is now; null, if nothing was taken back.
    invitation: Option<Ref<FeedbackInvitationId>>,
    /// Why they are asked as before.
    errors: Vec<RevokeFeedbackInvitationError>,
}
