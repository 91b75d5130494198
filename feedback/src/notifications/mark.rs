//! Saying that one has read what one was told.

use kernel::{Answer, Call, NotificationId, OrganizationId, audit};

use super::repo::{self, write};

const ACTION: &str = "markNotificationsRead";

kernel::problems! {
    /// Why nothing was marked.
    MarkError as MarkNotificationsReadError, MarkNotificationsReadErrorCode {
        /// It does not exist for you, or you do not belong to it.
        NoSuchOrganization => ("organization", "There is no such organisation of yours."),
    }
}

/// Some of them, or all; of which none exists for the caller, none is marked. Done again, it
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
    let now = call.clock.now();
    let writes = match some {
        None => vec![write::all_read(place, now)],
        Some(ids) => {
            let rows = repo::by_ids(&call.db, &call.viewer, ids).await?;
            let here = rows.iter().filter(|row| row.latest.organization_id == organization);
            here.map(|row| write::read(place, &row.latest, now)).collect()
        }
    };
    let tx = call.db.begin().await?;
    let mut marked = 0;
    for write in writes {
        marked += tx.write(write).await?;
    }
    if marked == 0 {
        tx.rollback().await?;
        return Ok(Ok(()));
    }
    tx.write(audit::Entry::done(organization, ACTION, place.member).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
