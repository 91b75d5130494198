//! Members who are named together, across units.

use kernel::{
    Answer, Call, GroupId, IdempotencyKey, MembershipId, Once, OrganizationId, audit::Entry,
};

use super::{MOST_MEMBERS, are_members, name};
use crate::{
    entity::member_group,
    once::{Claimed, claim},
    organization,
    organization::require_manager_still,
    repo,
    repo::statement::row,
};

#[derive(Debug)]
pub struct CreateGroup {
    pub organization: OrganizationId,
    pub name: String,
    pub members: Vec<MembershipId>,
}

const ACTION: &str = "createGroup";

kernel::problems! {
    /// Why no group was made.
    NotCreated as CreateGroupError, CreateGroupErrorCode {
        /// It has 1 to 200 characters on one line.
        NameInvalid => ("name", "A group's name has 1 to 200 characters."),
        /// One of them is no member of the organisation, or has left.
        NoSuchMember => ("members", "One of them is no member of the organisation."),
        /// Add the others afterwards.
        TooManyMembers => ("members", "Add at most 250 members at once."),
    }
}

pub async fn create_group(
    call: &Call,
    input: CreateGroup,
    key: Option<&IdempotencyKey>,
) -> Answer<Result<GroupId, NotCreated>> {
    let organization = input.organization;
    let told = format!("{input:?}");
    let once = key.map(|key| Once::new(call, organization, ACTION, key, &told)).transpose()?;
    if let Err(refusal) = organization::require_manager(&call.viewer, organization) {
        let made = Once::made_before(once.as_ref(), call, organization, ACTION, refusal).await?;
        return Ok(Ok(GroupId(made)));
    }
    let Some(name) = name(&input.name) else { return Ok(Err(NotCreated::NameInvalid)) };
    if input.members.len() > MOST_MEMBERS {
        return Ok(Err(NotCreated::TooManyMembers));
    }
    let id = GroupId(call.clock.id());
    let tx = call.db.begin().await?;
    let version = repo::directory::raise_version(&tx, organization).await?;
    let tx = require_manager_still(call, tx, organization, ACTION).await?;
    let tx = match claim(call, tx, once.as_ref(), id.0).await? {
        Claimed::Now(tx) => tx,
        Claimed::Before(id) => return Ok(Ok(GroupId(id))),
    };
    if !are_members(&tx, organization, &input.members).await? {
        tx.rollback().await?;
        return Ok(Err(NotCreated::NoSuchMember));
    }
    let group = member_group::Model {
        organization_id: organization,
        id,
        name,
        removed: false,
        changed_in: version,
    };
    tx.write(row(group)).await?;
    repo::structure::add_to_group(&tx, organization, id, &input.members).await?;
    tx.write(Entry::done(organization, ACTION, id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(id))
}
