use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call};

use super::{errors, parse};
use crate::{
    belonging::{LeaveOrganizationError, leave_organization},
    directory::Snapshots,
};

#[derive(Default)]
pub struct LeaveOrganizationMutation;

#[Object]
impl LeaveOrganizationMutation {
    /// Ends your own membership for good. What you wrote stays there, under your name; your
    /// account stays yours. The last administrator stays.
    async fn leave_organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: LeaveOrganizationInput,
    ) -> Answer<LeaveOrganizationPayload> {
        let (snapshots, organization) = (Snapshots::of(ctx), parse(&input.organization)?);
        let done = leave_organization(Call::of(ctx), snapshots, organization).await?;
        if done.is_ok() {
            snapshots.renew(Call::of(ctx), organization).await?;
        }
        Ok(LeaveOrganizationPayload { left: done.is_ok(), errors: errors(done) })
    }
}

/// Which.
#[derive(InputObject)]
struct LeaveOrganizationInput {
    /// One of your organisations.
    organization: ID,
}

/// What came of it.
#[derive(SimpleObject)]
struct LeaveOrganizationPayload {
    /// Whether you are no member any more.
    left: bool,
    /// Why you are a member still.
    errors: Vec<LeaveOrganizationError>,
}
