//! Saying no to a questionnaire.

use kernel::{Answer, Call, audit};

use super::{
    By, Held, InvitationState, Mode, State, campaign, held,
    invitation::Model,
    repo::{held_unchecked, settle},
};

const ACTION: &str = "declineCampaign";

kernel::problems! {
    /// Why nothing was declined.
    DeclineError as DeclineCampaignError, DeclineCampaignErrorCode {
        /// It does not exist for you, or you are not invited.
        NotInvited => ("by", "You are not invited to this."),
        /// You answered, or took your answers back: withdraw them instead.
        AlreadyAnswered => ("by", "You answered this: withdraw your answers instead."),
        /// You drew your ticket: with it you answer or not, and nobody knows.
        AlreadyOpened => ("by", "You drew your ticket: whether you answer with it nobody knows."),
        /// It is over.
        CampaignClosed => ("by", "This is over."),
    }
}

/// No mail about it follows. Done again, it changes nothing. It needs no licence.
pub async fn decline(call: &Call, by: By) -> Answer<Result<Held, DeclineError>> {
    let Some(mut it) = held(call, &by).await? else { return Ok(Err(DeclineError::NotInvited)) };
    match standing(call, &it) {
        Standing::Open => {}
        Standing::Declined => return Ok(Ok(it)),
        Standing::Settled(error) => return Ok(Err(error)),
    }
    let next = Model {
        state: InvitationState::Declined,
        settled_on: Some(call.clock.now().date_naive()),
        remind_at: None,
        ..it.invitation.clone()
    };
    let tx = call.db.begin().await?;
    let of = held_unchecked(&tx, it.campaign.organization_id, it.campaign.id).await?;
    if of.is_none_or(|of| is_over(call, &of)) {
        tx.rollback().await?;
        return Ok(Err(DeclineError::CampaignClosed));
    }
    if tx.write(settle::settled(&it.invitation, &next)).await? == 0 {
        // By another request, a moment ago.
        tx.rollback().await?;
        let Some(it) = held(call, &by).await? else { return Ok(Err(DeclineError::NotInvited)) };
        return Ok(match standing(call, &it) {
            Standing::Declined => Ok(it),
            Standing::Settled(error) => Err(error),
            Standing::Open => Err(DeclineError::AlreadyAnswered),
        });
    }
    let entry = audit::Entry::done(next.organization_id, ACTION, next.id);
    tx.write(by.noted(call, &entry)).await?;
    tx.commit().await?;
    it.invitation = next;
    Ok(Ok(it))
}

enum Standing {
    Open,
    Declined,
    Settled(DeclineError),
}

fn standing(call: &Call, it: &Held) -> Standing {
    match it.invitation.state {
        InvitationState::Declined => Standing::Declined,
        InvitationState::Submitted | InvitationState::Withdrawn => {
            Standing::Settled(DeclineError::AlreadyAnswered)
        }
        InvitationState::Opened if it.campaign.mode == Mode::Anonymous => {
            Standing::Settled(DeclineError::AlreadyOpened)
        }
        InvitationState::Invited | InvitationState::Opened => {
            if is_over(call, &it.campaign) {
                Standing::Settled(DeclineError::CampaignClosed)
            } else {
                Standing::Open
            }
        }
    }
}

fn is_over(call: &Call, of: &campaign::Model) -> bool {
    of.state == State::Closed || call.clock.now() >= of.closes_at
}
