use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, MembershipId, Ref};

use super::{changed, errors, parse};
use crate::{
    belonging::{SetRolesError, set_roles},
    directory::Snapshots,
    graphql::membership::Role,
};

#[derive(Default)]
pub struct SetRolesMutation;

#[Object]
impl SetRolesMutation {
    /// Visible to administrators. Sets all that a member may do beyond being a member. For
    /// administrators of everybody; nobody gives themself a role. Whoever becomes an
    /// administrator administers nobody before `setAdministratorScope`. The last administrator
    /// stays one.
    #[graphql(visible = "super::to_administrators")]
    async fn set_roles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose, and which.")] input: SetRolesInput,
    ) -> Answer<SetRolesPayload> {
        let (snapshots, id) = (Snapshots::of(ctx), parse(&input.membership)?);
        let roles = input.roles.into_iter().map(kernel::Role::from).collect();
        let done = set_roles(Call::of(ctx), snapshots, id, input.version, roles).await?;
        let membership = changed(ctx, &done).await?;
        Ok(SetRolesPayload { membership, errors: errors(done) })
    }
}

/// Whose, and which.
#[derive(InputObject)]
struct SetRolesInput {
    /// Whose.
    membership: ID,
    /// Its `version`, as it was read; if somebody changed it since, nothing is done.
    version: Option<i64>,
    /// All of them, in place of those there are; none, if it is empty.
    #[graphql(validator(max_items = 10))]
    roles: Vec<Role>,
}

/// What came of it.
#[derive(SimpleObject)]
struct SetRolesPayload {
    /// As it is now; null, if nothing changed.
    membership: Option<Ref<MembershipId>>,
    /// Why nothing changed.
    errors: Vec<SetRolesError>,
}
