//! Organisations and their structure: what administrators and operators do.

mod apply_directory_import;
mod create_group;
mod create_organization;
mod create_unit;
mod directory_import;
mod preview_directory_import;
mod remove_group;
mod remove_unit;
mod set_licence;
mod update_group;
mod update_organization;
mod update_unit;

use async_graphql::{Context, ID, MergedObject};
use kernel::{Answer, AsViewer, Call, GroupId, IdempotencyKey, MembershipId, Role, UnitId};

use super::{errors, members::parse, to_operators, update_profile::change};
use crate::directory::Snapshots;

/// Every mutation of organisations and their structure.
#[derive(MergedObject, Default)]
pub struct OrganizationMutation(
    apply_directory_import::ApplyDirectoryImportMutation,
    create_group::CreateGroupMutation,
    create_organization::CreateOrganizationMutation,
    create_unit::CreateUnitMutation,
    preview_directory_import::PreviewDirectoryImportMutation,
    remove_group::RemoveGroupMutation,
    remove_unit::RemoveUnitMutation,
    set_licence::SetLicenceMutation,
    update_group::UpdateGroupMutation,
    update_organization::UpdateOrganizationMutation,
    update_unit::UpdateUnitMutation,
);

/// Introspection shows it to administrators only.
fn to_administrators(ctx: &Context<'_>) -> bool {
    ctx.viewer().has(Role::Administrator)
}

fn key(text: Option<String>) -> Answer<Option<IdempotencyKey>> {
    text.map(IdempotencyKey::try_new).transpose()
}

fn members(ids: Option<Vec<ID>>) -> Answer<Vec<MembershipId>> {
    ids.unwrap_or_default().iter().map(parse).collect()
}

async fn renew_unit(ctx: &Context<'_>, unit: UnitId) -> Answer<()> {
    let snapshots = Snapshots::of(ctx);
    let Some((standing, _)) = snapshots.unit(unit) else { return Ok(()) };
    snapshots.renew(Call::of(ctx), standing.snapshot.organization).await
}

async fn renew_group(ctx: &Context<'_>, group: GroupId) -> Answer<()> {
    let snapshots = Snapshots::of(ctx);
    let Some((standing, _)) = snapshots.group(group) else { return Ok(()) };
    snapshots.renew(Call::of(ctx), standing.snapshot.organization).await
}
