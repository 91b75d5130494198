use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, GroupId, Ref};

use super::{errors, parse, renew_group};
use crate::structure::{RemoveGroupError, remove_group};

#[derive(Default)]
pub struct RemoveGroupMutation;

#[Object]
impl RemoveGroupMutation {
    /// Visible to administrators. Removes a group; its members stay members. What was written
    /// to it stays; administrator scopes that name it lose it. For administrators of
    /// everybody, also while no licence is in force.
    #[graphql(visible = "super::to_administrators")]
    async fn remove_group(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which group.")] input: RemoveGroupInput,
    ) -> Answer<RemoveGroupPayload> {
        let group = parse(&input.group)?;
        let done = remove_group(Call::of(ctx), group, input.version).await?;
        if done.is_ok() {
            renew_group(ctx, group).await?;
        }
        let group = done.as_ref().ok().copied().map(Ref);
        Ok(RemoveGroupPayload { group, errors: errors(done) })
    }
}

/// Which group.
#[derive(InputObject)]
struct RemoveGroupInput {
    /// Its id.
    group: ID,
    /// The version that was read; if somebody changed the group since, nothing is done.
    version: Option<i64>,
}

/// What came of it.
#[derive(SimpleObject)]
struct RemoveGroupPayload {
    /// The group that was removed; null, if none was.
    group: Option<Ref<GroupId>>,
    /// Why none was removed.
    errors: Vec<RemoveGroupError>,
}
