//! Forgetting somebody from outside: at their wish or that of who asked, and by itself once a
//! request is over.

use kernel::{Answer, Call, Clock, Db, audit};

use super::{
    By,
    by::held,
    entity::invitation::{Model, State},
    policy,
    repo::{self, settle},
    schedule::TOLD,
};
use crate::candidates::repo::write::unnamed;

const ACTION: &str = "forgetFeedbackExternal";

kernel::problems! {
    /// Why nobody was forgotten.
    ForgetError as ForgetFeedbackExternalError, ForgetFeedbackExternalErrorCode {
        /// It does not exist for you, or it is not you who asked or who is asked.
        NoSuchInvitation => ("by", "There is no such invitation of yours."),
        /// A member is asked, who is forgotten with their account.
        NotExternal => ("by", "A member is asked here, and nobody from outside."),
    }
}

/// Name, address, link and the reason of a no are gone, and what was open is closed; what they answered stays with
/// whom it is about, without its author. Done again, it changes nothing. It needs no licence.
pub async fn forget(call: &Call, by: By) -> Answer<Result<Model, ForgetError>> {
    let found = match &by {
        By::Link(_) => held(call, &by).await?.map(|it| it.invitation),
        By::Invitation(id) => {
            call.viewer.signed()?;
            repo::invitations::by_id(&call.db, &call.viewer, *id).await?
        }
    };
    let Some(row) = found else { return Ok(Err(ForgetError::NoSuchInvitation)) };
    if row.member_id.is_some() {
        let asks = policy::asked_by(&call.viewer, &row);
        return Ok(Err(if asks {
            ForgetError::NotExternal
        } else {
            ForgetError::NoSuchInvitation
        }));
    }
    let named = row.external_name.is_some() || row.external_address.is_some();
    if !named && row.link_id.is_none() && row.reason.is_none() {
        return Ok(Ok(row));
    }
    let now = call.clock.now();
    let tx = call.db.begin().await?;
    for write in settle::forgotten(&row, now) {
        tx.write(write).await?;
    }
    tx.write(unnamed(row.organization_id, row.id)).await?;
    let entry = audit::Entry::done(row.organization_id, ACTION, row.id);
    tx.write(by.noted(call, &entry)).await?;
    tx.commit().await?;
    let open = row.state == State::Open;
    Ok(Ok(Model {
        external_name: None,
        external_address: None,
        link_id: None,
        link_hash: None,
        reason: None,
        remind_at: None,
        state: if open { State::Closed } else { row.state },
        settled_at: if open { Some(now) } else { row.settled_at },
        ..row
    }))
}

/// Once a request is over for a while: addresses and links, and the names of who did not answer,
/// with their reasons.
/// Safe to run at any time and any number of times; how many rows lost something is answered.
pub async fn sweep(db: &Db, clock: &Clock) -> Answer<u64> {
    let before = clock.now().date_naive() - TOLD;
    Ok(settle::forget_unchecked(db, before).await?)
}
