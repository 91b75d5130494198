//! Looking at an invitation, and saying no to it; by whoever holds the link.

use chrono::{DateTime, Utc};
use kernel::{Answer, Call, audit::Entry};

use super::link::open;
use crate::{
    entity::{invitation, membership, organization},
    repo,
};

const ACTION: &str = "declineInvitation";

/// What is offered. Nothing tells whether the address it was mailed to has an account.
#[derive(Clone, Debug)]
pub struct Offer {
    pub organization: String,
    pub organization_kind: organization::Kind,
    pub kind: membership::Kind,
    pub job_title: Option<String>,
    pub inviter: Option<String>,
    pub expires_at: DateTime<Utc>,
}

/// None, if the link opens nothing (any more).
pub async fn offer(call: &Call, token: &str) -> Answer<Option<Offer>> {
    let Some(opened) = open(call, token, "readInvitation").await? else { return Ok(None) };
    let invitation = opened.invitation;
    let (organization, member) = (invitation.organization_id, invitation.membership_id);
    let stated = repo::belonging::membership(&call.db, organization, member).await?;
    let about = repo::directory::organization_unchecked(&call.db, organization).await?;
    Ok(stated.map(|stated| Offer {
        inviter: opened.told.inviter(),
        organization: about.name,
        organization_kind: about.kind,
        kind: stated.kind,
        job_title: stated.job_title,
        expires_at: invitation.expires_at,
    }))
}

kernel::problems! {
    /// Why nothing was declined.
    NotDeclined as DeclineInvitationError, DeclineInvitationErrorCode {
        /// It was used or taken back, is over, or never was.
        LinkInvalid => ("token", "This invitation is no longer valid."),
    }
}

/// The seat is free again, and no mail follows.
pub async fn decline_invitation(call: &Call, token: &str) -> Answer<Result<(), NotDeclined>> {
    let Some(opened) = open(call, token, ACTION).await? else {
        return Ok(Err(NotDeclined::LinkInvalid));
    };
    let (invitation, now) = (opened.invitation, call.clock.now());
    let organization = invitation.organization_id;
    let tx = call.db.begin().await?;
    let version = repo::directory::raise_version(&tx, organization).await?;
    let stated = repo::belonging::membership(&tx, organization, invitation.membership_id).await?;
    let stated = stated.filter(|it| it.state == membership::State::Invited);
    let (true, Some(stated)) = (repo::link::spend(&tx, opened.link, now).await?, stated) else {
        tx.rollback().await?;
        return Ok(Err(NotDeclined::LinkInvalid));
    };
    let revoked = invitation::State::Revoked;
    repo::invitation::close(&tx, organization, stated.id, revoked, now).await?;
    let left = membership::Model {
        state: membership::State::Left,
        external_id: None,
        changed_in: version,
        ..stated
    };
    repo::belonging::write(&tx, left).await?;
    tx.write(Entry::done(organization, ACTION, invitation.id).by(call)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
