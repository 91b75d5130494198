//! Building a month after all.

use chrono::NaiveDate;
use kernel::{Answer, Call, OrganizationId, audit};

use super::{
    cancel::managed,
    entity::snapshot::{Model, State},
    repo::{self, write},
};

const ACTION: &str = "restartInteractionBuild";

kernel::problems! {
    /// Why a month is not built anew.
    RestartError as RestartInteractionBuildError, RestartInteractionBuildErrorCode {
        /// Nobody began with that month.
        NoSuchMonth => ("month", "Nobody began with that month."),
        /// What was built is kept as it is.
        AlreadyBuilt => ("month", "That month is built, and is kept as it is."),
    }
}

/// It is begun with soon after. What is asked for or being built already stays so.
pub async fn restart(
    call: &Call,
    organization: OrganizationId,
    month: NaiveDate,
) -> Answer<Result<Model, RestartError>> {
    let place = managed(call, organization, ACTION).await?;
    let Some(row) = repo::any_month(&call.db, &place, month).await? else {
        return Ok(Err(RestartError::NoSuchMonth));
    };
    match row.state {
        State::Done => return Ok(Err(RestartError::AlreadyBuilt)),
        State::Requested | State::Building => return Ok(Ok(row)),
        State::Cancelled | State::Failed => (),
    }
    let entry = audit::Entry::done(organization, ACTION, organization);
    call.db.write_all(vec![write::requested(&row), entry.by(call)]).await?;
    Ok(repo::any_month(&call.db, &place, month).await?.ok_or(RestartError::NoSuchMonth))
}
