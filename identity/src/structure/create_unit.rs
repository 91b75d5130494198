//! A new part of an organisation.

use kernel::{Answer, Call, IdempotencyKey, Once, OrganizationId, UnitId, audit::Entry};

use super::{code, name};
use crate::{
    entity::unit,
    once::{Claimed, claim},
    organization,
    organization::require_manager_still,
    repo,
    repo::statement::row,
};

#[derive(Debug)]
pub struct CreateUnit {
    pub organization: OrganizationId,
    /// Nothing, at the top.
    pub parent: Option<UnitId>,
    pub code: String,
    pub name: String,
}

const ACTION: &str = "createUnit";

kernel::problems! {
    /// Why no unit was made.
    NotCreated as CreateUnitError, CreateUnitErrorCode {
        /// It has 1 to 200 characters on one line.
        NameInvalid => ("name", "A unit's name has 1 to 200 characters."),
        /// It has 1 to 50 characters on one line.
        CodeInvalid => ("code", "A unit's code has 1 to 50 characters."),
        /// Another unit has it.
        CodeTaken => ("code", "Another unit has this code."),
        /// There is no such unit to be a part of.
        NoSuchParent => ("parent", "There is no such unit."),
    }
}

/// The directory's version is raised first, which puts concurrent changes of it in order.
pub async fn create_unit(
    call: &Call,
    input: CreateUnit,
    key: Option<&IdempotencyKey>,
) -> Answer<Result<UnitId, NotCreated>> {
    let organization = input.organization;
    let told = format!("{input:?}");
    let once = key.map(|key| Once::new(call, organization, ACTION, key, &told)).transpose()?;
    if let Err(refusal) = organization::require_manager(&call.viewer, organization) {
        let made = Once::made_before(once.as_ref(), call, organization, ACTION, refusal).await?;
        return Ok(Ok(UnitId(made)));
    }
    let Some(name) = name(&input.name) else { return Ok(Err(NotCreated::NameInvalid)) };
    let Some(code) = code(&input.code) else { return Ok(Err(NotCreated::CodeInvalid)) };
    let id = UnitId(call.clock.id());
    let tx = call.db.begin().await?;
    let version = repo::directory::raise_version(&tx, organization).await?;
    let tx = require_manager_still(call, tx, organization, ACTION).await?;
    let tx = match claim(call, tx, once.as_ref(), id.0).await? {
        Claimed::Now(tx) => tx,
        Claimed::Before(id) => return Ok(Ok(UnitId(id))),
    };
    let units = repo::structure::units(&tx, organization).await?;
    let refused = if input.parent.is_some_and(|parent| units.iter().all(|it| it.id != parent)) {
        Some(NotCreated::NoSuchParent)
    } else {
        units.iter().any(|unit| unit.code == code).then_some(NotCreated::CodeTaken)
    };
    if let Some(refused) = refused {
        tx.rollback().await?;
        return Ok(Err(refused));
    }
    let unit = unit::Model {
        organization_id: organization,
        id,
        parent_id: input.parent,
        code,
        name,
        removed: false,
        changed_in: version,
    };
    tx.write(row(unit)).await?;
    tx.write(Entry::done(organization, ACTION, id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(id))
}
