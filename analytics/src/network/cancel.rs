//! Ending the building of a month.

use chrono::NaiveDate;
use kernel::{Answer, Call, Fault, OrganizationId, Place, audit};

use super::{
    entity::snapshot::{Model, State},
    policy,
    repo::{self, write},
};

const ACTION: &str = "cancelInteractionBuild";

kernel::problems! {
    /// Why the building of a month goes on.
    CancelError as CancelInteractionBuildError, CancelInteractionBuildErrorCode {
        /// Nobody began with that month.
        NoSuchMonth => ("month", "Nobody began with that month."),
        /// It is not being built.
        NotBuilding => ("month", "That month is not being built."),
    }
}

/// Who builds it ends soon after, and nobody begins with it again until somebody asks. Done again,
/// it changes nothing.
pub async fn cancel(
    call: &Call,
    organization: OrganizationId,
    month: NaiveDate,
) -> Answer<Result<Model, CancelError>> {
    let place = managed(call, organization, ACTION).await?;
    let Some(row) = repo::any_month(&call.db, &place, month).await? else {
        return Ok(Err(CancelError::NoSuchMonth));
    };
    match row.state {
        State::Done | State::Failed => return Ok(Err(CancelError::NotBuilding)),
        State::Cancelled => return Ok(Ok(row)),
        State::Requested | State::Building => (),
    }
    let entry = audit::Entry::done(organization, ACTION, organization);
    let writes = vec![write::cancelled(&row, call.clock.now()), entry.by(call)];
    call.db.write_all(writes).await?;
    Ok(repo::any_month(&call.db, &place, month).await?.ok_or(CancelError::NoSuchMonth))
}

/// The caller's place in an organisation whose interactions they manage.
pub(super) async fn managed(
    call: &Call,
    organization: OrganizationId,
    action: &'static str,
) -> Answer<Place> {
    let place = call.viewer.place(organization)?.clone();
    let may = if policy::may_manage(&place) { Ok(()) } else { Err(Fault::forbidden()) };
    audit::logged(call, organization, action, may).await?;
    Ok(place)
}
