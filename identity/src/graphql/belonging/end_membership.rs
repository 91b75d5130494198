use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, MembershipId, Ref};

use super::{changed, errors, parse};
use crate::{
    belonging::{EndMembershipError, end_membership},
    directory::Snapshots,
};

#[derive(Default)]
pub struct EndMembershipMutation;

#[Object]
impl EndMembershipMutation {
    /// Visible to administrators. Ends a membership for good: what was written stays, the grants to
    /// and about the member end. For administrators in scope; where the member holds roles, of
    /// everybody. The last administrator stays.
    #[graphql(visible = "super::to_administrators")]
    async fn end_membership(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: EndMembershipInput,
    ) -> Answer<EndMembershipPayload> {
        let id = parse(&input.membership)?;
        let done = end_membership(Call::of(ctx), Snapshots::of(ctx), id).await?;
        let membership = changed(ctx, &done).await?;
        Ok(EndMembershipPayload { membership, errors: errors(done) })
    }
}

/// Which.
#[derive(InputObject)]
struct EndMembershipInput {
    /// Whose.
    membership: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct EndMembershipPayload {
    /// As it is now; null, if nothing changed.
    membership: Option<Ref<MembershipId>>,
    /// Why nothing changed.
    errors: Vec<EndMembershipError>,
}
