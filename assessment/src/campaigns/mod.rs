//! Who is asked what, when, and how what they answer is shown.
//!
//! Everything that is answered belongs to a campaign: an organisation that asks its members, a
//! coach who asks one client, a recruiter who asks a candidate, a person who takes a questionnaire
//! for themself. It begins as a draft; at launch whom it asks and what is known of them is
//! frozen, and from then on what it asks and promises never changes. `docs/campaigns.md` tells how.

pub mod audience;
mod by;
pub mod close;
pub(crate) mod coarsen;
pub mod content;
pub mod create;
pub mod decline;
pub mod delete;
mod entity;
pub mod extend;
pub mod forget;
pub(crate) mod frozen;
pub mod graphql;
pub mod invite;
pub mod launch;
pub mod letter;
mod link;
pub(crate) mod loader;
pub mod mute;
pub mod pause;
pub(crate) mod policy;
pub mod promise;
pub mod raise;
pub mod reach;
pub mod remind;
pub mod repeat;
pub(crate) mod repo;
pub mod resume;
pub mod revoke;
mod schedule;
mod seniority;
#[cfg(feature = "testing")]
pub mod testing;
pub mod update;
mod wrong;

use chrono::{DateTime, Utc};
use kernel::{Answer, Call, CampaignId, CampaignInvitationId, Fault, Place, Write, audit};

pub use self::{
    audience::{Audience, Invitee},
    by::{By, Held, held},
    content::Content,
    entity::{
        attribute::{self, Attribute},
        campaign::{self, Mode, Origin, State},
        invitation::{self, State as InvitationState},
        target,
    },
    reach::Target,
};

/// What came of making one.
#[derive(Clone, Debug)]
pub enum Made {
    Now(Box<campaign::Model>),
    /// By an earlier attempt with the same key.
    Before(CampaignId),
}

/// The caller's own invitation to a campaign, if they are invited.
pub async fn own_invitation(
    call: &Call,
    campaign: CampaignId,
) -> Answer<Option<CampaignInvitationId>> {
    call.viewer.signed()?;
    let own = repo::invitations::own(&call.db, &call.viewer, vec![campaign]).await?;
    Ok(own.first().map(|row| row.id))
}

/// Whether it takes answers at this moment.
pub fn takes_answers(row: &campaign::Model, now: DateTime<Utc>) -> bool {
    row.state == State::Live && row.opens_at <= now && now < row.closes_at
}

/// Whether it was launched and is not over, paused or not.
fn is_going(row: &campaign::Model, now: DateTime<Utc>) -> bool {
    matches!(row.state, State::Live | State::Paused) && now < row.closes_at
}

/// The campaign, if it exists for who asks; refused if it does and they may not change it.
async fn managed(
    call: &Call,
    id: CampaignId,
    action: &'static str,
) -> Answer<Option<campaign::Model>> {
    found(call, id, action, |_| Ok(())).await
}

/// The same, of what needs a licence.
async fn licensed(
    call: &Call,
    id: CampaignId,
    action: &'static str,
) -> Answer<Option<campaign::Model>> {
    found(call, id, action, Place::require_licence).await
}

/// The same, of what keeps people asked who were asked already: a coach does as long as each of
/// them is granted, and closes or pauses at any time.
async fn asking(
    call: &Call,
    id: CampaignId,
    action: &'static str,
) -> Answer<Option<campaign::Model>> {
    let Some(row) = licensed(call, id, action).await? else { return Ok(None) };
    let place = call.viewer.place(row.organization_id)?;
    if row.origin == Origin::Coach && !place.administers_all() {
        let asked = repo::parts::targets_unchecked(&call.db, &call.viewer, vec![row.id]).await?;
        let granted = asked.iter().all(|it| reach::is_client(place, Target::of(it)));
        let may = if granted { Ok(()) } else { Err(Fault::forbidden()) };
        audit::logged(call, row.organization_id, action, may).await?;
    }
    Ok(Some(row))
}

async fn found(
    call: &Call,
    id: CampaignId,
    action: &'static str,
    besides: impl Fn(&Place) -> Answer<()>,
) -> Answer<Option<campaign::Model>> {
    call.viewer.signed()?;
    let found = repo::by_id(&call.db, &call.viewer, id).await?;
    if let Some(row) = &found {
        let place = call.viewer.place(row.organization_id)?;
        let may =
            if policy::may_manage(place, row) { besides(place) } else { Err(Fault::forbidden()) };
        audit::logged(call, row.organization_id, action, may).await?;
    }
    Ok(found)
}

/// Writes a campaign as it is from now on, and what follows; none, if somebody else was faster.
async fn moved(
    call: &Call,
    was: &campaign::Model,
    next: campaign::Model,
    action: &'static str,
    follows: Vec<Write>,
) -> Answer<Option<campaign::Model>> {
    let tx = call.db.begin().await?;
    if tx.write(repo::write::moved(was, &next)).await? == 0 {
        tx.rollback().await?;
        return Ok(None);
    }
    for write in follows {
        tx.write(write).await?;
    }
    tx.write(audit::Entry::done(next.organization_id, action, next.id).by(call)).await?;
    tx.commit().await?;
    Ok(Some(next))
}
