use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, FeedbackId, Ref};

use super::id;
use crate::{
    acknowledge::{AcknowledgeFeedbackError, acknowledge},
    loader::Loaders,
};

#[derive(Default)]
pub struct AcknowledgeFeedback;

#[Object]
impl AcknowledgeFeedback {
    /// Tells the author that you have read what you received. Once more changes nothing.
    async fn acknowledge_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What was read.")] input: AcknowledgeFeedbackInput,
    ) -> Answer<AcknowledgeFeedbackPayload> {
        Loaders::of(ctx).forget();
        match acknowledge(Call::of(ctx), id(&input.feedback)?).await? {
            Ok(row) => {
                let id = row.feedback.id;
                Loaders::of(ctx).rows.feed([(id, row)]);
                Ok(AcknowledgeFeedbackPayload { feedback: Some(Ref(id)), errors: vec![] })
            }
            Err(error) => {
                Ok(AcknowledgeFeedbackPayload { feedback: None, errors: vec![error.into()] })
            }
        }
    }
}

/// What was read.
#[derive(InputObject)]
struct AcknowledgeFeedbackInput {
    /// What you received.
    feedback: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct AcknowledgeFeedbackPayload {
    /// What was acknowledged; null, if nothing was.
    feedback: Option<Ref<FeedbackId>>,
    /// Why nothing was acknowledged.
    errors: Vec<AcknowledgeFeedbackError>,
}
