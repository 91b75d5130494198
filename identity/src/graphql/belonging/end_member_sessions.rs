use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, MembershipId, Ref};

use super::{changed, parse};
use crate::{belonging::end_member_sessions, directory::Snapshots, graphql::UserError};

#[derive(Default)]
pub struct EndMemberSessionsMutation;

#[Object]
impl EndMemberSessionsMutation {
    /// Visible to administrators and IT administrators. Ends a member's sessions in this
    /// organisation: they come back by signing in anew. For administrators in scope and IT
    /// administrators.
    #[graphql(visible = "super::to_account_managers")]
    async fn end_member_sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose.")] input: EndMemberSessionsInput,
    ) -> Answer<EndMemberSessionsPayload> {
        let id = parse(&input.membership)?;
        let done = end_member_sessions(Call::of(ctx), Snapshots::of(ctx), id).await?;
        let membership = changed(ctx, &Ok::<_, ()>(done)).await?;
        Ok(EndMemberSessionsPayload { membership, errors: vec![] })
    }
}

/// Whose.
#[derive(InputObject)]
struct EndMemberSessionsInput {
    /// Whose.
    membership: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct EndMemberSessionsPayload {
    /// The member.
    membership: Option<Ref<MembershipId>>,
    /// None: there is nothing to put right.
    errors: Vec<UserError>,
}
