use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, MembershipId, Ref};

use super::{changed, errors, members, parse};
use crate::{
    belonging::{NewScope, SetAdministratorScopeError, set_administrator_scope},
    directory::Snapshots,
};

#[derive(Default)]
pub struct SetAdministratorScopeMutation;

#[Object]
impl SetAdministratorScopeMutation {
    /// Visible to administrators. Sets whom an administrator administers. For administrators of
    /// everybody; the last of them stays one.
    #[graphql(visible = "super::to_administrators")]
    async fn set_administrator_scope(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose, and whom.")] input: SetAdministratorScopeInput,
    ) -> Answer<SetAdministratorScopePayload> {
        let (snapshots, id) = (Snapshots::of(ctx), parse(&input.membership)?);
        let ids = |ids: Option<Vec<ID>>| ids.unwrap_or_default();
        let scope = NewScope {
            everybody: input.scope.everybody,
            units: ids(input.scope.units).iter().map(parse).collect::<Answer<_>>()?,
            groups: ids(input.scope.groups).iter().map(parse).collect::<Answer<_>>()?,
            members: members(input.scope.members)?,
        };
        let call = Call::of(ctx);
        let done = set_administrator_scope(call, snapshots, id, input.version, scope).await?;
        let membership = changed(ctx, &done).await?;
        Ok(SetAdministratorScopePayload { membership, errors: errors(done) })
    }
}

/// Whose, and whom.
#[derive(InputObject)]
struct SetAdministratorScopeInput {
    /// An administrator's.
    membership: ID,
    /// Its `version`, as it was read; if somebody changed it since, nothing is done.
    version: Option<i64>,
    /// In place of the scope there is.
    scope: AdministratorScopeInput,
}

/// Everybody, or parts, at most 250 in all; nobody, if nothing is named.
#[derive(InputObject)]
struct AdministratorScopeInput {
    /// All members; no part is named then.
    #[graphql(default)]
    everybody: bool,
    /// The members of these units and of all below them.
    units: Option<Vec<ID>>,
    /// The members of these groups.
    groups: Option<Vec<ID>>,
    /// These members.
    members: Option<Vec<ID>>,
}

/// What came of it.
#[derive(SimpleObject)]
struct SetAdministratorScopePayload {
    /// As it is now; null, if nothing changed.
    membership: Option<Ref<MembershipId>>,
    /// Why nothing changed.
    errors: Vec<SetAdministratorScopeError>,
}
