use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, GroupId, Ref};

use super::{errors, members, parse, renew_group};
use crate::structure::{UpdateGroup, UpdateGroupError, update_group};

#[derive(Default)]
pub struct UpdateGroupMutation;

#[Object]
impl UpdateGroupMutation {
    /// Visible to administrators. Renames a group, adds members to it and takes members out of
    /// it. For administrators of everybody, also while no licence is in force.
    #[graphql(visible = "super::to_administrators")]
    async fn update_group(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateGroupInput,
    ) -> Answer<UpdateGroupPayload> {
        let group = parse(&input.group)?;
        let (add, remove) = (members(input.add)?, members(input.remove)?);
        let (version, name) = (input.version, input.name);
        let changed = UpdateGroup { group, version, name, add, remove };
        let done = update_group(Call::of(ctx), changed).await?;
        if done.is_ok() {
            renew_group(ctx, group).await?;
        }
        let group = done.as_ref().ok().copied().map(Ref);
        Ok(UpdateGroupPayload { group, errors: errors(done) })
    }
}

/// What changes; what is not given stays.
#[derive(InputObject)]
struct UpdateGroupInput {
    /// Which.
    group: ID,
    /// The version that was read; if somebody changed the group since, nothing is done.
    version: Option<i64>,
    /// 1 to 200 characters.
    name: Option<String>,
    /// Members who come to it; with those who leave it at most 250.
    add: Option<Vec<ID>>,
    /// Members who leave it. Whoever is also among those who come stays.
    remove: Option<Vec<ID>>,
}

/// What came of it.
#[derive(SimpleObject)]
struct UpdateGroupPayload {
    /// The group as it is now; null, if nothing changed.
    group: Option<Ref<GroupId>>,
    /// Why nothing changed.
    errors: Vec<UpdateGroupError>,
}
