//! Saying who pays for a client's coaching.

use kernel::{
    Answer, Call, IdempotencyKey, MembershipId, Once, Place, SponsorshipId, Viewer, audit,
};

use super::{entity::sponsorship::Model, policy, repo::write};
use crate::Colleagues;

#[derive(Clone, Copy, Debug)]
pub struct Start {
    pub client: MembershipId,
    pub sponsor: MembershipId,
}

kernel::problems! {
    /// Why no sponsorship was started.
    StartError as StartSponsorshipError, StartSponsorshipErrorCode {
        /// They do not exist for you, or you do not coach them at present.
        NoSuchClient => ("client", "There is no such client of yours."),
        /// They do not exist for you in this organisation, take no part at present, or are one
        /// of you two.
        NoSuchSponsor => ("sponsor", "There is no such sponsor."),
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Started {
    Now(Model),
    /// By an earlier attempt with the same key.
    Before(SponsorshipId),
}

pub async fn start(
    call: &Call,
    colleagues: &dyn Colleagues,
    input: Start,
    key: Option<IdempotencyKey>,
) -> Answer<Result<Started, StartError>> {
    call.viewer.signed()?;
    let place = match accept(&call.viewer, colleagues, input) {
        Ok(place) => place,
        Err(problem) => return Ok(Err(problem)),
    };
    let (of, told) = (place.organization, format!("{input:?}"));
    let once = key.map(|key| Once::new(call, of, "startSponsorship", &key, &told)).transpose()?;
    if let Err(refusal) = place.require_licence() {
        let made = Once::made_before(once.as_ref(), call, of, "startSponsorship", refusal).await?;
        return Ok(Ok(Started::Before(SponsorshipId(made))));
    }
    let row = Model {
        organization_id: place.organization,
        id: SponsorshipId(call.clock.id()),
        client_id: input.client,
        coach_id: place.member,
        sponsor_id: input.sponsor,
        started_at: call.clock.now(),
        ended_at: None,
    };
    let entry = audit::Entry::done(row.organization_id, "startSponsorship", row.id);
    let writes = vec![write::started(&row), entry.by(call)];
    let before = Once::make(once, call, writes, row.id.0).await?;
    Ok(Ok(before.map_or(Started::Now(row), |id| Started::Before(SponsorshipId(id)))))
}

/// The rules; no database in sight.
fn accept<'a>(
    viewer: &'a Viewer,
    colleagues: &dyn Colleagues,
    input: Start,
) -> Result<&'a Place, StartError> {
    let home = colleagues.organization_of(input.client);
    let place = home.and_then(|home| viewer.within(home));
    let place = place.filter(|place| policy::may_start(place, input.client));
    let place = place.ok_or(StartError::NoSuchClient)?;
    let known = colleagues.organization_of(input.sponsor) == Some(place.organization)
        && colleagues.is_active(input.sponsor);
    if !known || [input.client, place.member].contains(&input.sponsor) {
        return Err(StartError::NoSuchSponsor);
    }
    Ok(place)
}
