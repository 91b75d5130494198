use async_graphql::{Context, Object, SimpleObject};
use kernel::{Answer, Call};

use super::{bearer, receipt::AnonymousState};
use crate::anonymous::withdraw::{WithdrawAnonymousFeedbackError, withdraw};

#[derive(Default)]
pub struct WithdrawAnonymousFeedback;

#[Object]
impl WithdrawAnonymousFeedback {
    /// Takes back what you wrote without a name: with its ticket or its code, and without a
    /// session. What waits is gone at once, and its ticket stays used; what was delivered is
    /// withdrawn with the next delivery, and what it said is erased. It works without a licence
    /// too.
    async fn withdraw_anonymous_feedback(
        &self,
        ctx: &Context<'_>,
    ) -> Answer<WithdrawAnonymousFeedbackPayload> {
        Ok(match withdraw(Call::of(ctx), bearer(ctx)?).await? {
            Ok(state) => {
                WithdrawAnonymousFeedbackPayload { state: Some(state.into()), errors: vec![] }
            }
            Err(error) => {
                WithdrawAnonymousFeedbackPayload { state: None, errors: vec![error.into()] }
            }
        })
    }
}

/// What came of it.
#[derive(SimpleObject)]
struct WithdrawAnonymousFeedbackPayload {
    /// How far it is now; null, if nothing was withdrawn.
    state: Option<AnonymousState>,
    /// Why nothing was withdrawn.
    errors: Vec<WithdrawAnonymousFeedbackError>,
}
