//! Units and groups: made, changed and removed by administrators of everybody. They are no
//! content, so an expired licence does not stand in the way: a directory can be put right.

mod create_group;
mod create_unit;
mod remove_group;
mod remove_unit;
mod update_group;
mod update_unit;

use kernel::{
    Answer, Call, Fault, GroupId, MembershipId, OrganizationId, Place, Tx, UnitId, audit,
};

use crate::{account::line, policy, repo};

pub use self::{
    create_group::{CreateGroup, CreateGroupError, CreateGroupErrorCode, create_group},
    create_unit::{CreateUnit, CreateUnitError, CreateUnitErrorCode, create_unit},
    remove_group::{RemoveGroupError, RemoveGroupErrorCode, remove_group},
    remove_unit::{RemoveUnitError, RemoveUnitErrorCode, remove_unit},
    update_group::{UpdateGroup, UpdateGroupError, UpdateGroupErrorCode, update_group},
    update_unit::{UpdateUnit, UpdateUnitError, UpdateUnitErrorCode, update_unit},
};

/// Of a unit or a group, in characters.
const LONGEST_NAME: usize = 200;
/// Of a unit, in characters.
const LONGEST_CODE: usize = 50;
/// How many members of a group change in one call.
const MOST_MEMBERS: usize = 250;

fn name(text: &str) -> Option<String> {
    line(text, LONGEST_NAME)
}

fn code(text: &str) -> Option<String> {
    line(text, LONGEST_CODE)
}

/// Where a unit stands that the caller may change. Externals are shown no structure: for them
/// there is none.
async fn home_of_unit(call: &Call, unit: UnitId, action: &'static str) -> Answer<OrganizationId> {
    call.viewer.signed()?;
    let home = repo::structure::home_of_unit(&call.db, &call.viewer, unit).await?;
    let place = call.viewer.place(home.ok_or_else(Fault::not_found)?)?;
    audit::logged(call, place.organization, action, require_manager(place)).await
}

/// Where a group stands that the caller may change.
async fn home_of_group(
    call: &Call,
    group: GroupId,
    action: &'static str,
) -> Answer<OrganizationId> {
    call.viewer.signed()?;
    let home = repo::structure::home_of_group(&call.db, &call.viewer, group).await?;
    let place = call.viewer.place(home.ok_or_else(Fault::not_found)?)?;
    audit::logged(call, place.organization, action, require_manager(place)).await
}

fn require_manager(place: &Place) -> Answer<OrganizationId> {
    match policy::may_manage_structure(place) {
        true => Ok(place.organization),
        false if place.is_external() => Err(Fault::not_found()),
        false => Err(Fault::forbidden()),
    }
}

/// Whether all of these belong to the organisation and have not left.
async fn are_members(
    tx: &Tx,
    organization: OrganizationId,
    members: &[MembershipId],
) -> Answer<bool> {
    if members.is_empty() {
        return Ok(true);
    }
    let found = repo::structure::members_among(tx, organization, members).await?;
    Ok(members.iter().all(|member| found.contains(member)))
}
