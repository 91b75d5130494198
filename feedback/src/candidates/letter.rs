//! What the mail to a candidate needs.

use chrono::{DateTime, Utc};
use kernel::{Answer, CandidateId, Clock, Db, MembershipId, OrganizationId, Secret, Token};

use super::{Standing, WAITED_FOR, link, repo};
use crate::requests::refuse::is_refused;

/// Its subject is the candidate, who is asked for their consent.
pub const ASKED: &str = "candidate.asked";

/// A mail to a candidate.
#[derive(Clone, Debug)]
pub struct CandidateLetter {
    pub organization: OrganizationId,
    pub to: String,
    pub name: String,
    /// A language tag.
    pub locale: String,
    /// What its link carries.
    pub token: Token,
    /// Until when they are waited for.
    pub until: DateTime<Utc>,
    /// Who is responsible for them.
    pub responsible: MembershipId,
}

/// None, if they have answered, or are erased, or want no mails of this organisation. Read by the worker, for no viewer.
pub async fn candidate_letter_unchecked(
    db: &Db,
    secret: &Secret,
    clock: &Clock,
    organization: OrganizationId,
    id: CandidateId,
) -> Answer<Option<CandidateLetter>> {
    let Some(row) = repo::by_id_unchecked(db, organization, id).await? else { return Ok(None) };
    if Standing::of(&row, clock.now()) != Standing::Asked {
        return Ok(None);
    }
    if is_refused(db, secret, organization, &row.address).await? {
        return Ok(None);
    }
    Ok(Some(CandidateLetter {
        organization,
        to: row.address,
        name: row.name,
        locale: row.language,
        token: link::token(secret, row.link_id),
        until: row.asked_at + WAITED_FOR,
        responsible: row.responsible_id,
    }))
}
