//! What the link in an invitation's mail opens.

use kernel::{Answer, Call, Token};
use uuid::Uuid;

use crate::{
    account::{doors::Doors, link::Purpose},
    entity::invitation::{Model, State},
    repo::{self, invitation::Told},
};

pub struct Opened {
    pub link: Uuid,
    pub invitation: Model,
    pub told: Told,
}

/// None, if it was used or taken back, is over, or never was; that is counted against the
/// network address it comes from.
pub async fn open(call: &Call, token: &str, action: &'static str) -> Answer<Option<Opened>> {
    let doors = Doors::address(call);
    doors.look(call).await?.address_is_open()?;
    let opened = find(call, token).await?;
    if opened.is_none() {
        doors.refuse(call, action).await?;
    }
    Ok(opened)
}

async fn find(call: &Call, token: &str) -> Answer<Option<Opened>> {
    let hash = Token::parse(token).map(|token| token.hash()).unwrap_or_default();
    let now = call.clock.now();
    let link = repo::link::open(&call.db, hash, Purpose::Invitation, now).await?;
    let Some((link, organization, id)) =
        link.and_then(|link| Some((link.id, link.organization_id?, link.subject_id?)))
    else {
        return Ok(None);
    };
    let invitation = repo::invitation::in_organization(&call.db, organization, id).await?;
    let told = repo::invitation::told_unchecked(&call.db, id).await?;
    let both = invitation.filter(|it| it.state == State::Pending).zip(told);
    Ok(both.map(|(invitation, told)| Opened { link, invitation, told }))
}
