//! What an organisation says about itself.

use kernel::{Answer, Call, Fault, OrganizationId, audit, audit::Entry};

use super::{require_manager, require_manager_still};
use crate::{
    account::{Change, line},
    entity::organization::Model,
    repo,
};

/// In characters.
const LONGEST: usize = 200;

/// What is not given stays as it is.
#[derive(Debug)]
pub struct UpdateOrganization {
    pub organization: OrganizationId,
    /// As it was read; if given, an older one is refused.
    pub version: Option<i64>,
    pub name: Option<String>,
    pub controller: Change<String>,
    pub processor: Change<String>,
}

const ACTION: &str = "updateOrganization";

kernel::problems! {
    /// Why the organisation stays.
    NotUpdated as UpdateOrganizationError, UpdateOrganizationErrorCode {
        /// Somebody else was faster.
        Stale => ("version", "Somebody changed the organisation meanwhile; read it again."),
        /// It has 1 to 200 characters on one line.
        NameInvalid => ("name", "A name has 1 to 200 characters."),
        /// It has 1 to 200 characters on one line.
        ControllerInvalid => ("controller", "A controller has 1 to 200 characters."),
        /// It has 1 to 200 characters on one line.
        ProcessorInvalid => ("processor", "A processor has 1 to 200 characters."),
    }
}

pub async fn update_organization(
    call: &Call,
    input: UpdateOrganization,
) -> Answer<Result<OrganizationId, NotUpdated>> {
    let may = require_manager(&call.viewer, input.organization);
    let id = audit::logged(call, input.organization, ACTION, may).await?;
    let tx = call.db.begin().await?;
    let version = repo::directory::raise_version(&tx, id).await?;
    let tx = require_manager_still(call, tx, id, ACTION).await?;
    let row = repo::organization::by_id_unchecked(&tx, id).await?.ok_or_else(Fault::not_found)?;
    let next = match input.onto(row) {
        Ok(next) => Model { changed_in: version, ..next },
        Err(refused) => {
            tx.rollback().await?;
            return Ok(Err(refused));
        }
    };
    repo::organization::write(&tx, &next).await?;
    tx.write(Entry::done(id, ACTION, id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

impl UpdateOrganization {
    fn onto(self, mut row: Model) -> Result<Model, NotUpdated> {
        if self.version.is_some_and(|read| read != row.changed_in) {
            return Err(NotUpdated::Stale);
        }
        if let Some(name) = self.name {
            row.name = line(&name, LONGEST).ok_or(NotUpdated::NameInvalid)?;
        }
        patch(&mut row.controller, self.controller, NotUpdated::ControllerInvalid)?;
        patch(&mut row.processor, self.processor, NotUpdated::ProcessorInvalid)?;
        Ok(row)
    }
}

fn patch(
    kept: &mut Option<String>,
    change: Change<String>,
    wrong: NotUpdated,
) -> Result<(), NotUpdated> {
    if let Change::To(text) = change {
        *kept = text.map(|text| line(&text, LONGEST).ok_or(wrong)).transpose()?;
    }
    Ok(())
}
