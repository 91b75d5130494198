//! Organisations themselves: what they say about themselves, and their licences.

mod create_organization;
mod set_licence;
mod update_organization;

use kernel::{Answer, Call, Fault, OrganizationId, Tx, Viewer, audit};

use crate::{policy, repo};

pub use crate::entity::licence::Kind as LicenceKind;

pub use self::{
    create_organization::{
        CreateOrganization, CreateOrganizationError, CreateOrganizationErrorCode,
        create_organization,
    },
    set_licence::{SetLicence, SetLicenceError, SetLicenceErrorCode, set_licence},
    update_organization::{
        UpdateOrganization, UpdateOrganizationError, UpdateOrganizationErrorCode,
        update_organization,
    },
};

/// The same of the directory as it is once nobody else changes it: whoever lost the right while
/// they waited for others is refused, and the refusal stands in the log.
pub(crate) async fn require_manager_still(
    call: &Call,
    tx: Tx,
    organization: OrganizationId,
    action: &'static str,
) -> Answer<Tx> {
    let me = call.viewer.place(organization)?.member;
    let administrators = repo::directory_import::administrators(&tx, organization).await?;
    if administrators.contains(&me) {
        return Ok(tx);
    }
    tx.rollback().await?;
    audit::logged(call, organization, action, Err(Fault::forbidden())).await
}

/// Refused to who is no administrator of everybody; operators, for whom the organisation
/// exists, are refused like its members.
pub fn require_manager(viewer: &Viewer, organization: OrganizationId) -> Answer<OrganizationId> {
    viewer.signed()?;
    match viewer.within(organization) {
        Some(place) if policy::may_manage_structure(place) => Ok(organization),
        Some(_) => Err(Fault::forbidden()),
        None if policy::may_list_organizations(viewer) => Err(Fault::forbidden()),
        None => Err(Fault::not_found()),
    }
}
