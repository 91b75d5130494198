//! Whom notifications tell of requests; read by the worker, for no viewer.

use chrono::TimeDelta;
use kernel::{
    Answer, Clock, Db, FeedbackInvitationId, FeedbackRequestId, MembershipId, OrganizationId,
};

use super::repo::reminders;

/// Who is asked on this day is told so, and is reminded on later ones.
const DAY: TimeDelta = TimeDelta::days(1);

/// The members who are asked by a request, and can answer it.
pub async fn asked_unchecked(
    db: &Db,
    clock: &Clock,
    organization: OrganizationId,
    request: FeedbackRequestId,
) -> Answer<Vec<MembershipId>> {
    let today = clock.now().date_naive();
    let rows = reminders::open_unchecked(db, organization, request, today).await?;
    Ok(rows.into_iter().filter_map(|row| row.member_id).collect())
}

/// Whether anything waits for this member that they were asked more than a day ago, and want to be
/// reminded of.
pub async fn waits_unchecked(
    db: &Db,
    clock: &Clock,
    organization: OrganizationId,
    member: MembershipId,
) -> Answer<bool> {
    let now = clock.now();
    Ok(reminders::waits_unchecked(db, organization, member, now.date_naive(), now - DAY).await?)
}

/// Who asked what an invitation answered, and by which request. None, if they receive the answer:
/// then they are told of that.
pub async fn answered_unchecked(
    db: &Db,
    organization: OrganizationId,
    invitation: FeedbackInvitationId,
) -> Answer<Option<(FeedbackRequestId, MembershipId)>> {
    let row = reminders::answered_unchecked(db, organization, invitation).await?;
    let asked = row.map(|row| (row.request_id, row.requester_id));
    let Some((request, requester)) = asked else { return Ok(None) };
    let about = reminders::about_unchecked(db, organization, request).await?;
    Ok(asked.filter(|_| about != Some(requester)))
}
