//! Wanting no further reminders.

use kernel::{Answer, Call, audit};

use super::{By, Held, held, repo::settle};

const ACTION: &str = "muteCampaign";

kernel::problems! {
    /// Why reminders go on.
    MuteError as MuteCampaignError, MuteCampaignErrorCode {
        /// It does not exist for you, or you are not invited.
        NotInvited => ("by", "You are not invited to this."),
    }
}

/// It can still be answered. Done again, it changes nothing. It needs no licence.
pub async fn mute(call: &Call, by: By) -> Answer<Result<Held, MuteError>> {
    let Some(mut it) = held(call, &by).await? else { return Ok(Err(MuteError::NotInvited)) };
    if it.invitation.muted {
        return Ok(Ok(it));
    }
    let tx = call.db.begin().await?;
    if tx.write(settle::muted(&it.invitation)).await? == 0 {
        // By another request, a moment ago.
        tx.rollback().await?;
    } else {
        let row = &it.invitation;
        let entry = audit::Entry::done(row.organization_id, ACTION, row.id);
        tx.write(by.noted(call, &entry)).await?;
        tx.commit().await?;
    }
    it.invitation.muted = true;
    it.invitation.remind_at = None;
    Ok(Ok(it))
}
