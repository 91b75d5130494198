//! Taking a guest's invitation back: their link opens nothing any more.

use kernel::{Answer, Call, CampaignInvitationId, Fault, audit};

use super::{
    InvitationState,
    invitation::Model,
    policy,
    repo::{self, settle},
};

const ACTION: &str = "revokeCampaignInvitation";

kernel::problems! {
    /// Why somebody is invited as before.
    RevokeError as RevokeCampaignInvitationError, RevokeCampaignInvitationErrorCode {
        /// It does not exist for you.
        NoSuchInvitation => ("invitation", "There is no such invitation."),
        /// A member is invited, who may decline.
        NotAGuest => ("invitation", "A member is invited here, and nobody from outside."),
    }
}

/// Address and link are gone, and the name of whoever did not answer; what was answered stays. Done
/// again, it changes nothing. It needs no licence.
pub async fn revoke(call: &Call, id: CampaignInvitationId) -> Answer<Result<Model, RevokeError>> {
    call.viewer.signed()?;
    let found = repo::invitations::by_id(&call.db, &call.viewer, id).await?;
    let Some(row) = found else { return Ok(Err(RevokeError::NoSuchInvitation)) };
    let (organization, of) = (row.organization_id, row.campaign_id);
    let campaign = repo::one_unchecked(&call.db, organization, of).await?;
    let place = call.viewer.place(organization)?;
    let manages = campaign.is_some_and(|it| policy::may_manage(place, &it));
    let may = if manages { Ok(()) } else { Err(Fault::forbidden()) };
    audit::logged(call, organization, ACTION, may).await?;
    if row.member_id.is_some() {
        return Ok(Err(RevokeError::NotAGuest));
    }
    if row.link_hash.is_none() && row.external_address.is_none() {
        return Ok(Ok(row));
    }
    let open = matches!(row.state, InvitationState::Invited | InvitationState::Opened);
    let mut next = Model {
        external_address: None,
        link_id: None,
        link_hash: None,
        remind_at: None,
        ..row.clone()
    };
    if open {
        next.state = InvitationState::Withdrawn;
        next.settled_on = Some(call.clock.now().date_naive());
    }
    let tx = call.db.begin().await?;
    if open && tx.write(settle::settled(&row, &next)).await? == 0 {
        // They answered a moment ago: their name stays with it.
        tx.rollback().await?;
        return Ok(Err(RevokeError::NoSuchInvitation));
    }
    if open {
        tx.write(settle::unanswered(&row)).await?;
    }
    tx.write(settle::unlinked(&row)).await?;
    tx.write(audit::Entry::done(organization, ACTION, row.id).by(call)).await?;
    tx.commit().await?;
    if row.state != InvitationState::Submitted {
        next.external_name = None;
    }
    Ok(Ok(next))
}
