use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, FeedbackId, Ref};

use super::id;
use crate::{
    loader::Loaders,
    withdraw::{WithdrawFeedbackError, withdraw},
};

#[derive(Default)]
pub struct WithdrawFeedback;

#[Object]
impl WithdrawFeedback {
    /// Takes back what you gave: from then on only you read it. It works without a licence too,
    /// and once more changes nothing.
    async fn withdraw_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is taken back.")] input: WithdrawFeedbackInput,
    ) -> Answer<WithdrawFeedbackPayload> {
        Loaders::of(ctx).forget();
        match withdraw(Call::of(ctx), id(&input.feedback)?).await? {
            Ok(row) => {
                let id = row.feedback.id;
                Loaders::of(ctx).rows.feed([(id, row)]);
                Ok(WithdrawFeedbackPayload { feedback: Some(Ref(id)), errors: vec![] })
            }
            Err(error) => {
                Ok(WithdrawFeedbackPayload { feedback: None, errors: vec![error.into()] })
            }
        }
    }
}

/// What is taken back.
#[derive(InputObject)]
struct WithdrawFeedbackInput {
    /// What you gave.
    feedback: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct WithdrawFeedbackPayload {
    /// As it is now; null, if nothing was taken back.
    feedback: Option<Ref<FeedbackId>>,
    /// Why nothing was taken back.
    errors: Vec<WithdrawFeedbackError>,
}
