//! What mails to those who are asked need. They tell that feedback is asked for, never about
//! whom: who opens it reads it with the rights of then.

use chrono::{DateTime, Days, Utc};
use kernel::{
    Answer, Clock, Db, FeedbackInvitationId, MembershipId, OrganizationId, Secret, Token,
};

use super::{
    link,
    refuse::is_refused,
    repo::{door, reminders},
};

/// About whom this member is asked something that waits for their answer; nobody, who is erased.
/// Read by the worker, for no viewer.
pub async fn awaited_unchecked(
    db: &Db,
    clock: &Clock,
    organization: OrganizationId,
    member: MembershipId,
) -> Answer<Vec<Option<MembershipId>>> {
    let today = clock.now().date_naive();
    Ok(reminders::awaited_unchecked(db, organization, member, today).await?)
}

/// A mail to somebody from outside.
#[derive(Clone, Debug)]
pub struct LinkLetter {
    pub organization: OrganizationId,
    pub invitation: FeedbackInvitationId,
    pub to: String,
    pub name: Option<String>,
    /// A language tag.
    pub locale: String,
    /// What its link carries.
    pub token: Token,
    /// When it is over.
    pub until: Option<DateTime<Utc>>,
    /// Who asks.
    pub requester: MembershipId,
    /// Who receives the answer: whom it is about, or who is responsible for them; nobody, once
    /// they are erased.
    pub about: Option<MembershipId>,
}

/// None, if they are asked no more, or want no reminders, or no mails of this organisation. Read by the worker, for no viewer.
pub async fn link_unchecked(
    db: &Db,
    secret: &Secret,
    clock: &Clock,
    organization: OrganizationId,
    id: FeedbackInvitationId,
) -> Answer<Option<LinkLetter>> {
    let today = clock.now().date_naive();
    let row = reminders::external_unchecked(db, organization, id, today).await?;
    let Some(row) = row else { return Ok(None) };
    let Some(request) = door::request_unchecked(db, &row).await? else { return Ok(None) };
    let candidate = door::candidate_unchecked(db, &request).await?;
    let (Some(to), Some(link)) = (row.external_address, row.link_id) else { return Ok(None) };
    if is_refused(db, secret, organization, &to).await? {
        return Ok(None);
    }
    Ok(Some(LinkLetter {
        organization,
        invitation: id,
        to,
        name: row.external_name,
        locale: row.language.unwrap_or_else(|| "en".to_owned()),
        token: link::token(secret, link),
        until: (row.due_on + Days::new(1)).and_hms_opt(0, 0, 0).map(|it| it.and_utc()),
        requester: row.requester_id,
        about: request.about_id.or(candidate.map(|it| it.responsible_id)),
    }))
}
