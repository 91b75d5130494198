//! Saying that one has read what one was told.

use kernel::{Answer, Call, Fault, MOST, NotificationId, OrganizationId, audit};
use sea_orm::ConnectionTrait;

use super::repo::{self, write};

const ACTION: &str = "markNotificationsRead";

kernel::problems! {
    /// Why nothing was marked.
    MarkError as MarkNotificationsReadError, MarkNotificationsReadErrorCode {
        /// It does not exist for you, or you do not belong to it.
        NoSuchOrganization => ("organization", "There is no such organisation of yours."),
    }
}

/// At most 100 of them, or all; of which none exists for the caller, none is marked. Done again, it
/// changes nothing. It needs no licence.
pub async fn mark(
    call: &Call,
    organization: OrganizationId,
    some: Option<Vec<NotificationId>>,
) -> Answer<Result<(), MarkError>> {
    call.viewer.signed()?;
    let Some(place) = call.viewer.within(organization) else {
        return Ok(Err(MarkError::NoSuchOrganization));
    };
    if some.as_ref().is_some_and(|some| some.len() > MOST) {
        return Err(Fault::bad_input("Mark at most 100 at once."));
    }
    let now = call.clock.now();
    let write = match some {
        None => write::all_read(place, now),
        Some(ids) => {
            let rows = repo::by_ids(&call.db, &call.viewer, ids).await?;
            let ids = rows.into_iter().map(|row| row.latest.id).collect();
            write::read(place, call.db.get_database_backend(), ids, now)
        }
    };
    let tx = call.db.begin().await?;
    if tx.write(write).await? == 0 {
        tx.rollback().await?;
        return Ok(Ok(()));
    }
    tx.write(audit::Entry::done(organization, ACTION, place.member).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
