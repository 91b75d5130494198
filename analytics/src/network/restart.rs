//! Building a month after all.

use chrono::NaiveDate;
use kernel::{Answer, Call, OrganizationId, audit};

use super::{
    cancel::managed,
    entity::snapshot::{Model, State},
    months,
    repo::{self, write},
};

const ACTION: &str = "restartInteractionBuild";

kernel::problems! {
    /// Why a month is not built anew.
    RestartError as RestartInteractionBuildError, RestartInteractionBuildErrorCode {
        /// It has not ended.
        NotClosed => ("month", "That month has not ended."),
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
    if month > months::last_closed(call.clock.now()).first() {
        return Ok(Err(RestartError::NotClosed));
    }
    let write = match repo::any_month(&call.db, &place, month).await? {
        Some(row) => match row.state {
            State::Done => return Ok(Err(RestartError::AlreadyBuilt)),
            State::Requested | State::Building => return Ok(Ok(row)),
            State::Cancelled | State::Failed => write::requested(&row),
        },
        None => write::first(organization, month, State::Requested),
    };
    let entry = audit::Entry::done(organization, ACTION, organization);
    call.db.write_all(vec![write, entry.by(call)]).await?;
    Ok(repo::any_month(&call.db, &place, month).await?.ok_or(RestartError::AlreadyBuilt))
}
