//! What the mail about `feedback.given` needs. It tells that there is feedback, never what it
//! says: whoever opens it reads it with the rights of then.

use kernel::{Answer, Db, FeedbackId, MembershipId, OrganizationId};

use crate::repo;

/// The recipients; nobody, once it is withdrawn. Read by the worker, for no viewer.
pub async fn recipients_unchecked(
    db: &Db,
    organization: OrganizationId,
    feedback: FeedbackId,
) -> Answer<Vec<MembershipId>> {
    Ok(repo::recipients_unchecked(db, organization, feedback).await?)
}
