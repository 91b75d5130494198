use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, MembershipId, Ref};

use super::{changed, errors, parse};
use crate::{
    belonging::{SuspendMembershipError, suspend_membership},
    directory::Snapshots,
};

#[derive(Default)]
pub struct SuspendMembershipMutation;

#[Object]
impl SuspendMembershipMutation {
    /// Visible to administrators. Takes a member's access away for a while, from their very next
    /// request on. For administrators in scope; where the member holds roles, of everybody.
    #[graphql(visible = "super::to_administrators")]
    async fn suspend_membership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: SuspendMembershipInput,
    ) -> Answer<SuspendMembershipPayload> {
        let id = parse(&input.membership)?;
        let done = suspend_membership(Call::of(ctx), Snapshots::of(ctx), id).await?;
        let membership = changed(ctx, &done).await?;
        Ok(SuspendMembershipPayload { membership, errors: errors(done) })
    }
}

/// Which.
#[derive(InputObject)]
struct SuspendMembershipInput {
    /// Whose.
    membership: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct SuspendMembershipPayload {
    /// As it is now; null, if nothing changed.
    membership: Option<Ref<MembershipId>>,
    /// Why nothing changed.
    errors: Vec<SuspendMembershipError>,
}
