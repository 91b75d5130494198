//! Organisations themselves: what they say about themselves, and their licences.

mod create_organization;
mod set_licence;
mod update_organization;

use kernel::{Answer, Fault, OrganizationId, Viewer};

use crate::policy;

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
