//! Drawing the ticket of an anonymous campaign. Entitlement ends here: whoever has a ticket is
//! one of those who were invited.

use kernel::{Answer, Call, CampaignInvitationId, CampaignTicket, Fault, Tx, audit};

use super::{
    By, Doorstep,
    by::{Held, held},
    repo::{
        drafts::{self, MIXED_AT_DRAWING},
        lock::{With, hold},
        named,
    },
    standing::{Standing, refusals},
    traits::Traits,
};
use crate::campaigns::{InvitationState, Mode, repo::one_unchecked};

const ACTION: &str = "openAnonymousQuestionnaire";

kernel::problems! {
    /// Why no ticket was drawn.
    OpenError as OpenAnonymousQuestionnaireError, OpenAnonymousQuestionnaireErrorCode {
        /// It does not exist for you, or you are not the one who is asked.
        NotAsked => ("invitation", "You are not asked for this."),
        /// Answers stand under your invitation there: `startQuestionnaire` begins.
        NotAnonymous => ("invitation", "This is not answered with a ticket."),
        /// It begins later.
        NotOpenYet => ("invitation", "This has not begun yet."),
        /// It is paused.
        QuestionnairePaused => ("invitation", "This is paused at present."),
        /// It is closed.
        QuestionnaireClosed => ("invitation", "This is closed."),
        /// You drew it before, and it is not kept.
        AlreadyOpened => ("invitation", "You have drawn your ticket for this."),
        /// You said no to it.
        AlreadyDeclined => ("invitation", "You declined this."),
    }
}

refusals! {
    OpenError {
        NotAsked => NotAsked,
        TicketNeeded => NotAnonymous,
        NotYet => NotOpenYet,
        Paused => QuestionnairePaused,
        Closed => QuestionnaireClosed,
        // Whoever opens needs nothing that was begun.
        NotStarted => NotAsked,
    }
}

/// One ticket, told once. What is kept is that it was drawn.
pub async fn open(
    call: &Call,
    doorstep: &dyn Doorstep,
    invitation: CampaignInvitationId,
) -> Answer<Result<CampaignTicket, OpenError>> {
    let Some(it) = held(call, &By::Invitation(invitation)).await? else {
        return Ok(Err(OpenError::NotAsked));
    };
    if it.campaign.mode != Mode::Anonymous {
        return Ok(Err(OpenError::NotAnonymous));
    }
    let house = it.house(call, doorstep).await?;
    it.licensed(call, &house, ACTION).await?;
    let tx = call.db.begin().await?;
    match drawn(call, &tx, &it).await? {
        Ok(ticket) => {
            tx.commit().await?;
            Ok(Ok(ticket))
        }
        Err(error) => {
            tx.rollback().await?;
            Ok(Err(error))
        }
    }
}

async fn drawn(call: &Call, tx: &Tx, it: &Held) -> Answer<Result<CampaignTicket, OpenError>> {
    let (organization, id) = (it.campaign.organization_id, it.campaign.id);
    let Some(row) = it.invitation() else { return Ok(Err(OpenError::NotAsked)) };
    hold(tx, organization, id, With::Nobody).await?;
    let Some(campaign) = one_unchecked(tx, organization, id).await? else {
        return Ok(Err(OpenError::NotAsked));
    };
    if let Err(refused) = Standing::of(&campaign, call.clock.now()).require_open() {
        return Ok(Err(refused.into()));
    }
    match named::lock_invitation(tx, row).await? {
        Some(InvitationState::Invited) => (),
        Some(InvitationState::Declined) => return Ok(Err(OpenError::AlreadyDeclined)),
        Some(_) => return Ok(Err(OpenError::AlreadyOpened)),
        None => return Ok(Err(OpenError::NotAsked)),
    }
    let carried = Traits::of(row).to_bytes();
    let ticket = CampaignTicket::try_draw(&call.clock, organization, id, carried);
    let ticket = ticket.ok_or_else(|| Fault::internal(&"a ticket carries too much"))?;
    tx.write(named::drew(row)).await?;
    tx.write(audit::Entry::done(organization, ACTION, row.id).by(call)).await?;
    // Else a sheet whose transaction is older than this were none of whoever draws now.
    drafts::mix(tx, organization, id, Some(MIXED_AT_DRAWING)).await?;
    Ok(Ok(ticket))
}
