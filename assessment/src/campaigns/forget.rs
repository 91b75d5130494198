//! Forgetting guests: at their wish, and by itself once their links are over.

use kernel::{Answer, Call, Clock, Db, audit};

use super::{By, InvitationState, held, invitation::Model, repo::settle};

const ACTION: &str = "forgetCampaignGuest";

kernel::problems! {
    /// Why nobody was forgotten.
    ForgetError as ForgetCampaignGuestError, ForgetCampaignGuestErrorCode {
        /// The link opens nothing: it was taken back, never was, or is over.
        NotInvited => ("link", "You are not invited to this."),
    }
}

/// Name, address and link are gone; what was not answered is taken back, and what was answered
/// stays without a name. Afterwards the link opens nothing. It needs no licence.
pub async fn forget(call: &Call, link: String) -> Answer<Result<(), ForgetError>> {
    let by = By::Link(link);
    let Some(it) = held(call, &by).await? else { return Ok(Err(ForgetError::NotInvited)) };
    let row = it.invitation;
    let tx = call.db.begin().await?;
    if matches!(row.state, InvitationState::Invited | InvitationState::Opened) {
        let settled_on = Some(call.clock.now().date_naive());
        let next = Model { state: InvitationState::Withdrawn, settled_on, ..row.clone() };
        // Where they answered a moment ago, that stays.
        tx.write(settle::settled(&row, &next)).await?;
        tx.write(settle::unanswered(&row)).await?;
    }
    tx.write(settle::forgotten(&row)).await?;
    let entry = audit::Entry::done(row.organization_id, ACTION, row.id);
    tx.write(by.noted(call, &entry)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Addresses and links, and the names of who did not answer. Safe to run at any time and any
/// number of times; how many rows lost something is answered.
pub async fn sweep(db: &Db, clock: &Clock) -> Answer<u64> {
    Ok(settle::forget_unchecked(db, clock.now().date_naive()).await?)
}
