//! A group under another name, or of other members.

use kernel::{Answer, Call, Fault, GroupId, MembershipId, audit::Entry};

use super::{MOST_MEMBERS, are_members, home_of_group, name};
use crate::{entity::member_group::Model, organization::require_manager_still, repo};

/// What is not given stays as it is.
#[derive(Debug)]
pub struct UpdateGroup {
    pub group: GroupId,
    /// As it was read; if given, an older one is refused.
    pub version: Option<i64>,
    pub name: Option<String>,
    /// Who is in it already is added once.
    pub add: Vec<MembershipId>,
    /// Who is not in it is no obstacle.
    pub remove: Vec<MembershipId>,
}

const ACTION: &str = "updateGroup";

kernel::problems! {
    /// Why the group stays.
    NotUpdated as UpdateGroupError, UpdateGroupErrorCode {
        /// Somebody else was faster.
        Stale => ("version", "Somebody changed the group meanwhile; read it again."),
        /// It has 1 to 200 characters on one line.
        NameInvalid => ("name", "A group's name has 1 to 200 characters."),
        /// One of them is no member of the organisation, or has left.
        NoSuchMember => ("add", "One of them is no member of the organisation."),
        /// Change the others afterwards.
        TooManyMembers => ("add", "Add and remove at most 250 members at once."),
    }
}

/// Who administers a group administers whoever is in it, which is why only administrators of
/// everybody change it.
pub async fn update_group(call: &Call, input: UpdateGroup) -> Answer<Result<GroupId, NotUpdated>> {
    let (organization, id) = (home_of_group(call, input.group, ACTION).await?, input.group);
    if input.add.len() + input.remove.len() > MOST_MEMBERS {
        return Ok(Err(NotUpdated::TooManyMembers));
    }
    let tx = call.db.begin().await?;
    let version = repo::directory::raise_version(&tx, organization).await?;
    let tx = require_manager_still(call, tx, organization, ACTION).await?;
    let Some(group) = repo::structure::group(&tx, organization, id).await? else {
        tx.rollback().await?;
        return Err(Fault::not_found());
    };
    let checked = if are_members(&tx, organization, &input.add).await? {
        input.onto(group)
    } else {
        Err(NotUpdated::NoSuchMember)
    };
    let next = match checked {
        Ok(next) => Model { changed_in: version, ..next },
        Err(refused) => {
            tx.rollback().await?;
            return Ok(Err(refused));
        }
    };
    repo::structure::write_group(&tx, &next).await?;
    repo::structure::take_from_group(&tx, organization, id, &input.remove).await?;
    repo::structure::add_to_group(&tx, organization, id, &input.add).await?;
    tx.write(Entry::done(organization, ACTION, id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

impl UpdateGroup {
    fn onto(&self, group: Model) -> Result<Model, NotUpdated> {
        if self.version.is_some_and(|read| read != group.changed_in) {
            return Err(NotUpdated::Stale);
        }
        match &self.name {
            None => Ok(group),
            Some(text) => Ok(Model { name: name(text).ok_or(NotUpdated::NameInvalid)?, ..group }),
        }
    }
}
