//! For tests that hold the rule's two renderings together.

use kernel::{CampaignId, CampaignInvitationId, Db, MembershipId, Viewer};
use sea_orm::DbErr;

use super::{campaign, invitation, policy, repo};

/// Whether a row in hand exists for the viewer.
pub fn is_visible(viewer: &Viewer, row: &campaign::Model, invited: &[MembershipId]) -> bool {
    policy::is_visible(viewer, row, invited)
}

/// Likewise an invitation.
pub fn is_invitation_visible(
    viewer: &Viewer,
    row: &invitation::Model,
    of: &campaign::Model,
) -> bool {
    policy::is_invitation_visible(viewer, row, of)
}

/// Those of the ids that exist for the viewer.
pub async fn by_ids(
    db: &Db,
    viewer: &Viewer,
    ids: Vec<CampaignId>,
) -> Result<Vec<campaign::Model>, DbErr> {
    repo::by_ids(db, viewer, ids).await
}

/// Likewise invitations.
pub async fn invitations_by_ids(
    db: &Db,
    viewer: &Viewer,
    ids: Vec<CampaignInvitationId>,
) -> Result<Vec<invitation::Model>, DbErr> {
    repo::invitations::by_ids(db, viewer, ids).await
}
