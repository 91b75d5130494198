use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use kernel::{Answer, Call, GroupId, Ref};

use super::{errors, key, members, parse};
use crate::{
    directory::Snapshots,
    structure::{CreateGroup, CreateGroupError, create_group},
};

#[derive(Default)]
pub struct CreateGroupMutation;

#[Object]
impl CreateGroupMutation {
    /// Visible to administrators. Makes a group of members. For administrators of everybody,
    /// also while no licence is in force.
    #[graphql(visible = "super::to_administrators")]
    async fn create_group(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The group.")] input: CreateGroupInput,
    ) -> Answer<CreateGroupPayload> {
        let organization = parse(&input.organization)?;
        let (name, members) = (input.name, members(input.members)?);
        let key = key(input.idempotency_key)?;
        let group = CreateGroup { organization, name, members };
        let done = create_group(Call::of(ctx), group, key.as_ref()).await?;
        if done.is_ok() {
            Snapshots::of(ctx).renew(Call::of(ctx), organization).await?;
        }
        let made = done.as_ref().ok().copied();
        let group = made.filter(|it| Snapshots::of(ctx).shows_group(*it)).map(Ref);
        Ok(CreateGroupPayload { group, errors: errors(done) })
    }
}

/// The group.
#[derive(InputObject)]
struct CreateGroupInput {
    /// Where.
    organization: ID,
    /// What people call it, 1 to 200 characters.
    name: String,
    /// At most 250 members who have not left.
    members: Option<Vec<ID>>,
    /// Names this attempt: repeated within 24 hours, it is done once.
    idempotency_key: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct CreateGroupPayload {
    /// The group; null, if none was made.
    group: Option<Ref<GroupId>>,
    /// Why none was made.
    errors: Vec<CreateGroupError>,
}
