//! Ending the building of a month.

use chrono::NaiveDate;
use kernel::{Answer, Call, Fault, OrganizationId, Place, audit};

use super::{
    entity::snapshot::{Model, State},
    months, policy,
    repo::{self, write},
};

const ACTION: &str = "cancelInteractionBuild";

kernel::problems! {
    /// Why the building of a month goes on.
    CancelError as CancelInteractionBuildError, CancelInteractionBuildErrorCode {
        /// It has not ended.
        NotClosed => ("month", "That month has not ended."),
        /// It is built, or it failed.
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
    if month > months::last_closed(call.clock.now()).first() {
        return Ok(Err(CancelError::NotClosed));
    }
    let now = call.clock.now();
    let write = match repo::any_month(&call.db, &place, month).await? {
        Some(row) => match row.state {
            State::Done | State::Failed => return Ok(Err(CancelError::NotBuilding)),
            State::Cancelled => return Ok(Ok(row)),
            State::Requested | State::Building => write::cancelled(&row, now),
        },
        // Nobody has begun with it.
        None => write::first(organization, month, State::Cancelled),
    };
    let entry = audit::Entry::done(organization, ACTION, organization);
    call.db.write_all(vec![write, entry.by(call)]).await?;
    Ok(repo::any_month(&call.db, &place, month).await?.ok_or(CancelError::NotBuilding))
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
