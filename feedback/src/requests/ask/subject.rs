//! What is asked about, and who may ask that.

use chrono::{DateTime, Utc};
use kernel::{Answer, Call, MembershipId, Place, Viewer};

use super::{About, AskError};
use crate::{
    Colleagues,
    candidates::{self, Standing, entity::candidate::Model as Candidate, policy::manages},
    requests::policy,
};

/// The candidate it is about, if they exist for the caller.
pub async fn candidate(call: &Call, about: About) -> Answer<Option<Candidate>> {
    match about {
        About::Member(_) => Ok(None),
        About::Candidate(id) => Ok(candidates::repo::by_id(&call.db, &call.viewer, id).await?),
    }
}

/// Where it is asked, if the viewer may ask about this.
pub fn subject<'a>(
    viewer: &'a Viewer,
    colleagues: &dyn Colleagues,
    (about, candidate): (About, Option<&Candidate>),
    now: DateTime<Utc>,
) -> Result<&'a Place, AskError> {
    match about {
        About::Member(member) => led(viewer, colleagues, member),
        About::Candidate(_) => evaluated(viewer, candidate, now),
    }
}

fn led<'a>(
    viewer: &'a Viewer,
    colleagues: &dyn Colleagues,
    member: MembershipId,
) -> Result<&'a Place, AskError> {
    let home = colleagues.organization_of(member).filter(|_| colleagues.is_active(member));
    let place = home.and_then(|home| viewer.within(home)).ok_or(AskError::NoSuchMember)?;
    if policy::may_ask_about(place, member) { Ok(place) } else { Err(AskError::NotYours) }
}

fn evaluated<'a>(
    viewer: &'a Viewer,
    candidate: Option<&Candidate>,
    now: DateTime<Utc>,
) -> Result<&'a Place, AskError> {
    let row = candidate.ok_or(AskError::NoSuchCandidate)?;
    let place = viewer.within(row.organization_id).ok_or(AskError::NoSuchCandidate)?;
    if !manages(place, row.responsible_id) {
        return Err(AskError::NoSuchCandidate);
    }
    match Standing::of(row, now) {
        Standing::Consented => Ok(place),
        Standing::Asked | Standing::Over => Err(AskError::NotConsented),
    }
}
