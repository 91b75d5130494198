use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, Ref, UserId};

use super::{errors, members::parse};
use crate::account::{AcceptPolicyError, accept_policy};

#[derive(Default)]
pub struct AcceptPolicyMutation;

#[Object]
impl AcceptPolicyMutation {
    /// Accepts a version of the privacy policy; twice is once.
    async fn accept_policy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which version.")] input: AcceptPolicyInput,
    ) -> Answer<AcceptPolicyPayload> {
        let done = accept_policy(Call::of(ctx), parse(&input.policy_version)?).await?;
        Ok(AcceptPolicyPayload { user: done.as_ref().ok().copied().map(Ref), errors: errors(done) })
    }
}

/// Which version.
#[derive(InputObject)]
pub struct AcceptPolicyInput {
    /// The version in force, or one that will be.
    pub policy_version: ID,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct AcceptPolicyPayload {
    /// You; null, if nothing was accepted.
    pub user: Option<Ref<UserId>>,
    /// Why nothing was accepted.
    pub errors: Vec<AcceptPolicyError>,
}
