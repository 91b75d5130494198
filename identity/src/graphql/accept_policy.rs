use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Ref, UserId};

use super::{errors, parse};
use crate::account::{AcceptPolicyError, accept_policy};

#[derive(Default)]
pub struct AcceptPolicyMutation;

#[Object]
impl AcceptPolicyMutation {
    /// Accepts a version of the privacy policy; twice is once.
    async fn accept_policy(
        &self,
        ctx: &Context<'_>,
        input: AcceptPolicyInput,
    ) -> Answer<AcceptPolicyPayload> {
        let done = accept_policy(Call::of(ctx), parse(&input.policy_version)?).await?;
        Ok(AcceptPolicyPayload { user: done.as_ref().ok().copied().map(Ref), errors: errors(done) })
    }
}

#[derive(InputObject)]
pub struct AcceptPolicyInput {
    pub policy_version: ID,
}

#[derive(SimpleObject)]
pub struct AcceptPolicyPayload {
    pub user: Option<Ref<UserId>>,
    pub errors: Vec<AcceptPolicyError>,
}
