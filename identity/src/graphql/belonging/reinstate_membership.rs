use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, MembershipId, Ref};

use super::{changed, errors, parse};
use crate::{
    belonging::{ReinstateMembershipError, reinstate_membership},
    directory::Snapshots,
};

#[derive(Default)]
pub struct ReinstateMembershipMutation;

#[Object]
impl ReinstateMembershipMutation {
    /// Visible to administrators. Gives a suspended member their access back. For administrators in
    /// scope; where the member holds roles, of everybody.
    #[graphql(visible = "super::to_administrators")]
    async fn reinstate_membership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ReinstateMembershipInput,
    ) -> Answer<ReinstateMembershipPayload> {
        let id = parse(&input.membership)?;
        let done = reinstate_membership(Call::of(ctx), Snapshots::of(ctx), id).await?;
        let membership = changed(ctx, &done).await?;
        Ok(ReinstateMembershipPayload { membership, errors: errors(done) })
    }
}

/// Which.
#[derive(InputObject)]
struct ReinstateMembershipInput {
    /// Whose.
    membership: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct ReinstateMembershipPayload {
    /// As it is now; null, if nothing changed.
    membership: Option<Ref<MembershipId>>,
    /// Why nothing changed.
    errors: Vec<ReinstateMembershipError>,
}
