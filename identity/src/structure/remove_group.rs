//! A group that is no more.

use kernel::{Answer, Call, Fault, GroupId, audit::Entry};

use super::home_of_group;
use crate::{organization::require_manager_still, repo};

const ACTION: &str = "removeGroup";

kernel::problems! {
    /// Why the group stays.
    NotRemoved as RemoveGroupError, RemoveGroupErrorCode {
        /// Somebody else was faster.
        Stale => ("version", "Somebody changed the group meanwhile; read it again."),
    }
}

/// What was written to it stays; its members are administered through it no more.
pub async fn remove_group(
    call: &Call,
    group: GroupId,
    read: Option<i64>,
) -> Answer<Result<GroupId, NotRemoved>> {
    let organization = home_of_group(call, group, ACTION).await?;
    let tx = call.db.begin().await?;
    let version = repo::directory::raise_version(&tx, organization).await?;
    let tx = require_manager_still(call, tx, organization, ACTION).await?;
    let Some(row) = repo::structure::group(&tx, organization, group).await? else {
        tx.rollback().await?;
        return Err(Fault::not_found());
    };
    if read.is_some_and(|read| read != row.changed_in) {
        tx.rollback().await?;
        return Ok(Err(NotRemoved::Stale));
    }
    repo::structure::remove_group(&tx, organization, group, version).await?;
    tx.write(Entry::done(organization, ACTION, group).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(group))
}
