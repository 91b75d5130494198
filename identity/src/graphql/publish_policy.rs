use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Answer, Call, Markdown, PolicyVersionId, Ref};

use super::errors;
use crate::account::{PublishPolicy, PublishPolicyError, publish_policy};

#[derive(Default)]
pub struct PublishPolicyMutation;

#[Object]
impl PublishPolicyMutation {
    /// Publishes a version of the privacy policy. For operators.
    #[graphql(visible = "crate::graphql::to_operators")]
    async fn publish_policy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version.")] input: PublishPolicyInput,
    ) -> Answer<PublishPolicyPayload> {
        let PublishPolicyInput { version, body, effective_at } = input;
        let done =
            publish_policy(Call::of(ctx), PublishPolicy { version, body, effective_at }).await?;
        let policy_version = done.as_ref().ok().copied().map(Ref);
        Ok(PublishPolicyPayload { policy_version, errors: errors(done) })
    }
}

/// The version.
#[derive(InputObject)]
pub struct PublishPolicyInput {
    /// What people call it, 1 to 50 characters: `2026-11`. No two are called the same.
    pub version: String,
    /// 1 to 200,000 characters.
    pub body: Markdown,
    /// When it replaces the one in force, at least 30 days ahead. Without it: in 30 days, and
    /// the first version at once.
    pub effective_at: Option<DateTime<Utc>>,
}

/// What came of it.
#[derive(SimpleObject)]
pub struct PublishPolicyPayload {
    /// The version; null, if nothing was published.
    pub policy_version: Option<Ref<PolicyVersionId>>,
    /// Why nothing was published.
    pub errors: Vec<PublishPolicyError>,
}
