//! As whom somebody answers: as a member who is invited, as whoever holds a link, or with a
//! ticket, as nobody.

use kernel::{
    Answer, Call, CampaignInvitationId, CampaignTicket, Code, Fault, Token, Write, audit::Entry,
};

use super::{
    doorstep::{Doorstep, House},
    repo,
};
use crate::campaigns::{
    Mode, campaign, invitation,
    repo::{door::invitation_unchecked, one_unchecked},
};

#[derive(Clone, Debug)]
pub enum By {
    /// A member's own.
    Invitation(CampaignInvitationId),
    /// Of whoever holds what this link carries, signed in or not.
    Link(String),
    /// Of whoever drew it, and nobody knows who that was.
    Ticket(CampaignTicket),
}

/// What somebody is asked.
#[derive(Clone, Debug)]
pub struct Held {
    pub campaign: campaign::Model,
    pub who: Who,
}

#[derive(Clone, Debug)]
pub enum Who {
    Member(invitation::Model),
    Guest(invitation::Model),
    Nobody(CampaignTicket),
}

/// None, if it does not exist for the caller; a link that was revoked or never was is like one
/// that was made up.
pub async fn held(call: &Call, by: &By) -> Answer<Option<Held>> {
    let who = match by {
        By::Invitation(id) => {
            call.viewer.signed()?;
            repo::own(&call.db, &call.viewer, *id).await?.map(Who::Member)
        }
        By::Link(text) => {
            let hash = Token::parse(text).map(|token| token.hash()).unwrap_or_default();
            let today = call.clock.now().date_naive();
            invitation_unchecked(&call.db, hash, today).await?.map(Who::Guest)
        }
        By::Ticket(ticket) => Some(Who::Nobody(ticket.clone())),
    };
    let Some(who) = who else { return Ok(None) };
    let (organization, campaign) = match &who {
        Who::Member(row) | Who::Guest(row) => (row.organization_id, row.campaign_id),
        Who::Nobody(ticket) => (ticket.organization, ticket.campaign),
    };
    let campaign = one_unchecked(&call.db, organization, campaign).await?;
    Ok(campaign.map(|campaign| Held { campaign, who }))
}

impl Held {
    /// Where a ticket is needed and none was brought, or one was that is for something else.
    pub fn needs_ticket(&self) -> bool {
        let nobody = matches!(self.who, Who::Nobody(_));
        (self.campaign.mode == Mode::Anonymous) != nobody
    }

    pub fn invitation(&self) -> Option<&invitation::Model> {
        match &self.who {
            Who::Member(row) | Who::Guest(row) => Some(row),
            Who::Nobody(_) => None,
        }
    }

    pub async fn house(&self, call: &Call, doorstep: &dyn Doorstep) -> Answer<House> {
        let (organization, contact) = (self.campaign.organization_id, self.campaign.contact_id);
        doorstep.house_unchecked(call, organization, contact).await
    }

    /// What is written into the log; nothing, where nobody is to know who it was or when: without
    /// a name, and in confidence. There the acts are counted at the close.
    pub fn noted(&self, call: &Call, action: &'static str) -> Option<Write> {
        (self.campaign.mode == Mode::Identified).then(|| self.entry(call, action)).flatten()
    }

    /// What is written into the log where a name may stand.
    pub fn entry(&self, call: &Call, action: &'static str) -> Option<Write> {
        let entry = |row: &invitation::Model| Entry::done(row.organization_id, action, row.id);
        match &self.who {
            Who::Member(row) => Some(entry(row).by(call)),
            // Who followed a link is nobody to whoever asked, also where they are signed in.
            Who::Guest(row) => Some(entry(row).by_nobody(call)),
            Who::Nobody(_) => None,
        }
    }

    /// Whether something may be written: the licence is in force. A refusal stands in the log
    /// before it is told, where a name may stand.
    pub async fn licensed(&self, call: &Call, house: &House, action: &'static str) -> Answer<()> {
        if house.writable {
            return Ok(());
        }
        let refused = Entry::refused(self.campaign.organization_id, action);
        match &self.who {
            Who::Member(_) => call.db.write_all(vec![refused.by(call)]).await?,
            Who::Guest(_) => call.db.write_all(vec![refused.by_nobody(call)]).await?,
            Who::Nobody(_) => (),
        }
        Err(Fault::unlicensed())
    }
}

/// Whoever brings nothing that says what they answer.
pub fn ticket_needed() -> Fault {
    let told = "Say as whom you answer, or come with a ticket and without a session.";
    Fault::new(Code::Unauthenticated, told)
}
